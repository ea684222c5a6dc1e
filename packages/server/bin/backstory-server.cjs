#!/usr/bin/env node
require("./threadPool.cjs");
import("../dist/main.js");
