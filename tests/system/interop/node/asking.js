// One request a line on standard input, one answer a line on standard output, both JSON:
//   {"table": "holding", "address": 0, "count": 2}          -> {"values": [1, 2]}
//   {"float": true, "address": 10}                          -> {"values": [50.0]}
//   {"write": "register", "address": 3, "values": [7]}      -> {"values": []}
// An exception of the device is {"exception": 2}; a client that fails otherwise is {"error": "..."}.
"use strict";
const readline = require("readline");

module.exports = async function serve(answer) {
    console.log(JSON.stringify({ ready: true }));
    for await (const line of readline.createInterface({ input: process.stdin })) {
        let reply;
        try {
            reply = { values: await answer(JSON.parse(line)) };
        } catch (error) {
            reply = error.exception ? { exception: error.exception } : { error: String(error) };
        }
        console.log(JSON.stringify(reply));
    }
    process.exit(0);
};
