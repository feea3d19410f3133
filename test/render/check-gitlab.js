// Holds Code Quality reports against what GitLab documents of them.
//
//   node check-gitlab.js NODE_MODULES FILE...
'use strict';
const fs = require('fs');
const path = require('path');

const [modules, ...files] = process.argv.slice(2);
const Ajv = require(path.resolve(modules, 'ajv'));
const text = {type: 'string', minLength: 1};
const validate = new Ajv({allErrors: true}).compile({
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: text,
      check_name: text,
      fingerprint: text,
      severity: {enum: ['info', 'minor', 'major', 'critical', 'blocker']},
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          // Relative to the repository, without "./".
          path: {type: 'string', not: {pattern: '^\\.?/'}},
          lines: {
            type: 'object',
            required: ['begin'],
            properties: {begin: {type: 'integer', minimum: 1}},
          },
        },
      },
    },
  },
});

let failed = files.length === 0;
for (const file of files) {
  const report = JSON.parse(fs.readFileSync(file, 'utf8'));
  const errors = validate(report) ? [] : validate.errors;
  for (const error of errors)
    console.error(`${file}: ${error.dataPath || '(top)'} ${error.message}`);
  const unique = new Set(report.map(entry => entry.fingerprint)).size === report.length;
  if (!unique)
    console.error(`${file}: GitLab drops entries with equal fingerprints`);
  failed ||= errors.length > 0 || !unique;
  if (errors.length === 0 && unique)
    console.log(`${file}: valid`);
}
process.exit(failed ? 1 : 0);
