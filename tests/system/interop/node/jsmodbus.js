// node jsmodbus.js HOST PORT UNIT MS [CA CERTIFICATE KEY]: the npm package jsmodbus, asked by
// asking.js; inside TLS where certificates are given.
"use strict";
const fs = require("fs");
const net = require("net");
const tls = require("tls");
const modbus = require("jsmodbus");
const serve = require("./asking.js");

const [host, port, unit, patience, ca, cert, key] = process.argv.slice(2);

function reader(client, table) {
    return {
        holding: client.readHoldingRegisters,
        input: client.readInputRegisters,
        coil: client.readCoils,
        discrete: client.readDiscreteInputs,
    }[table].bind(client);
}

async function ask(client, request) {
    const { address, values } = request;
    if (request.float) {
        const answer = await client.readHoldingRegisters(address, 2);
        return [answer.response.body.valuesAsBuffer.readFloatBE(0)];
    }
    if (request.table) {
        const answer = await reader(client, request.table)(address, request.count);
        return Array.from(answer.response.body.valuesAsArray).slice(0, request.count).map(Number);
    }
    if (request.write === "coil") await client.writeSingleCoil(address, Boolean(values[0]));
    if (request.write === "register") await client.writeSingleRegister(address, values[0]);
    if (request.write === "registers") await client.writeMultipleRegisters(address, values);
    return [];
}

function begin() {
    serve((request) =>
        ask(client, request).catch((error) => {
            const body = error.response && error.response.body;
            throw Object.assign(new Error(error.message), {
                exception: body && body.isException ? body.code : 0,
            });
        }));
}

const where = { host, port: Number(port) };
const files = ca && { ca: fs.readFileSync(ca), cert: fs.readFileSync(cert), key: fs.readFileSync(key) };
const socket = ca ? tls.connect({ ...where, ...files }) : net.connect(where);
const client = new modbus.client.TCP(socket, Number(unit), Number(patience));
socket.on("error", (error) => {
    console.error(String(error));
    process.exit(1);
});
socket.on(ca ? "secureConnect" : "connect", begin);
