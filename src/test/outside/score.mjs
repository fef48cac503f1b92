// Scans a site with gdpr-cookie-scanner, in the browser that the system has, and prints what it found.
// node score.mjs <directory with node_modules> <browser> <address>
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [directory, executablePath, address] = process.argv.slice(2);
const require = createRequire(directory + '/');
const { chromium } = require('playwright');
const launch = chromium.launch.bind(chromium);
chromium.launch = (options) => launch({ ...options, executablePath });
const scanner = pathToFileURL(directory + '/node_modules/@slashgear/gdpr-cookie-scanner/dist/index.js');
const { scan } = await import(scanner.href);
const { compliance, modal, errors } = await scan(address, { locale: 'en-US' });
console.log(JSON.stringify({ compliance, modal, errors }, null, 1));
