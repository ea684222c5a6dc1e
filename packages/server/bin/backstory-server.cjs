#!/usr/bin/env node
require("./threadPool.cjs");
void import("../dist/main.js");
