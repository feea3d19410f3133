// Holds SARIF files against the published schema 2.1.0.
//
//   node check-sarif.js NODE_MODULES FILE...
//
// NODE_MODULES is where `npm install` put the dependencies of package.json.
'use strict';
const fs = require('fs');
const path = require('path');

const [modules, ...files] = process.argv.slice(2);
const fromModules = name => require(path.resolve(modules, name));
const Ajv = fromModules('ajv');
const schema = fromModules('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

// The schema is written in draft 4 and uses formats that Ajv 6 knows.
const ajv = new Ajv({schemaId: 'auto', allErrors: true, meta: false});
ajv.addMetaSchema(fromModules('ajv/lib/refs/json-schema-draft-04.json'));
const validate = ajv.compile(schema);

let failed = files.length === 0;
for (const file of files) {
  const log = JSON.parse(fs.readFileSync(file, 'utf8'));
  const errors = validate(log) ? [] : validate.errors;
  for (const error of errors)
    console.error(`${file}: ${error.dataPath || '(top)'} ${error.message}`);
  // What the schema cannot say: rule indices and code flows are meant.
  for (const run of log.runs || [])
    for (const [i, result] of run.results.entries())
      if (run.tool.driver.rules[result.ruleIndex]?.id !== result.ruleId)
        errors.push(console.error(`${file}: results[${i}].ruleIndex is not its rule`));
  failed ||= errors.length > 0;
  if (errors.length === 0)
    console.log(`${file}: valid`);
}
process.exit(failed ? 1 : 0);
