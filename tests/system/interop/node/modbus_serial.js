// node modbus_serial.js HOST PORT UNIT MS: the npm package modbus-serial, asked by asking.js.
"use strict";
const ModbusRTU = require("modbus-serial");
const serve = require("./asking.js");

const [host, port, unit, patience] = process.argv.slice(2);

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
        return [(await client.readHoldingRegisters(address, 2)).buffer.readFloatBE(0)];
    }
    if (request.table) {
        const answer = await reader(client, request.table)(address, request.count);
        return answer.data.slice(0, request.count).map(Number);
    }
    if (request.write === "coil") await client.writeCoil(address, Boolean(values[0]));
    if (request.write === "register") await client.writeRegister(address, values[0]);
    if (request.write === "registers") await client.writeRegisters(address, values);
    return [];
}

async function main() {
    const client = new ModbusRTU();
    await client.connectTCP(host, { port: Number(port) });
    client.setID(Number(unit));
    client.setTimeout(Number(patience));
    await serve((request) =>
        ask(client, request).catch((error) => {
            throw Object.assign(error, { exception: error.modbusCode });
        }));
}

main();
