'use strict';

// A working day of Salesforce's own command line against a simulated Salesforce:
// node everyday.js http://127.0.0.1:8090. It needs Node 22.
// Each thing done is a line; the first that goes wrong ends the day.

const assert = require('assert');
const { spawn, spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

assert(parseInt(process.versions.node, 10) >= 22, 'sf needs Node 22, and this is ' + process.version);
const url = process.argv[2];
const user = 'sync@bactrian.example';
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'sf-'));
const bin = path.join(__dirname, 'node_modules', '.bin');
const env = {
  PATH: bin + path.delimiter + process.env.PATH,
  HOME: home,
  SF_DISABLE_TELEMETRY: 'true',
  SF_AUTOUPDATE_DISABLE: 'true',
  SF_SKIP_NEW_VERSION_CHECK: 'true',
  SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
};

/** What a command answered as JSON, whether it did its work or not. */
function ran(command, more) {
  const done = spawnSync('sf', [...command, '--json'], { cwd: home, env: { ...env, ...more }, encoding: 'utf8' });
  try {
    return JSON.parse(done.stdout);
  } catch (error) {
    throw new Error(`${command.join(' ')}: ${done.stdout}${done.stderr}`);
  }
}

/** The result of a command, which must have done its work. */
function run(command, ...values) {
  const answer = ran([...command.split(' '), ...values]);
  assert.strictEqual(answer.status, 0, `${command}: ${JSON.stringify(answer)}`);
  return answer.result;
}

/** The message of a command that must have been refused. */
function refusal(command, ...values) {
  const answer = ran([...command.split(' '), ...values]);
  assert.notStrictEqual(answer.status, 0, `${command}: ${JSON.stringify(answer)}`);
  return `${answer.name}: ${answer.message}`;
}

function file(name, text) {
  fs.writeFileSync(path.join(home, name), text);
  return name;
}

function lines(name) {
  return fs.readFileSync(path.join(home, name), 'utf8').trim().split(/\r?\n/);
}

const day = {
  async 'org login access-token'() {
    const form = { grant_type: 'client_credentials', client_id: 'sandbox-consumer-key', client_secret: 'sandbox-consumer-secret' };
    const answer = await fetch(url + '/services/oauth2/token', { method: 'POST', body: new URLSearchParams(form) });
    const token = (await answer.json()).access_token;
    const login = ['org', 'login', 'access-token', '--instance-url', url, '--no-prompt'];
    assert.strictEqual(ran(login, { SF_ACCESS_TOKEN: token }).result.username, user);
    run('org logout --no-prompt --target-org', user);
  },
  async 'org login web'() {
    const opened = path.join(home, 'opened');
    fs.mkdirSync(path.join(home, 'bin'));
    const browser = path.join(home, 'bin', 'xdg-open');
    fs.writeFileSync(browser, `#!/bin/sh\necho "$1" > ${opened}.part && mv ${opened}.part ${opened}\n`, { mode: 0o755 });
    const more = { BROWSER: browser, PATH: path.dirname(browser) + path.delimiter + env.PATH };
    const login = spawn('sf', ['org', 'login', 'web', '--instance-url', url, '--json'], { cwd: home, env: { ...env, ...more } });
    let said = '';
    login.stdout.on('data', (part) => (said += part));
    const ended = new Promise((resolve) => login.on('close', resolve));
    for (let tries = 0; !fs.existsSync(opened); tries++) {
      assert(tries < 600 && login.exitCode === null, said);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const asked = new URL(fs.readFileSync(opened, 'utf8').trim());
    assert.strictEqual(asked.searchParams.get('client_id'), 'PlatformCLI');
    const page = await fetch(asked, { redirect: 'manual' });
    assert.match(page.headers.get('location'), /^\/login/);
    // The pages themselves have tests of their own: here a person has logged in and allowed it.
    const grant = { redirect_uri: asked.searchParams.get('redirect_uri'), code_challenge: asked.searchParams.get('code_challenge') };
    const { code } = await (await fetch(url + '/sandbox/oauth/code', { method: 'POST', body: JSON.stringify(grant) })).json();
    await (await fetch(`${grant.redirect_uri}?${new URLSearchParams({ code, state: asked.searchParams.get('state') })}`)).text();
    assert.strictEqual(await ended, 0, said);
    assert.strictEqual(JSON.parse(said).result.username, user);
    await fetch(url + '/sandbox/oauth/expire', { method: 'POST', body: '{}' });
    assert.strictEqual(run('org display --target-org', user).connectedStatus, 'Connected');
    run('org logout --no-prompt --target-org', user);
  },
  async 'org login jwt, and a session that ended'() {
    file('key.pem', await (await fetch(url + '/sandbox/oauth/private-key')).text());
    assert.match(refusal('org login jwt --client-id nobody --jwt-key-file key.pem --username', user, '--instance-url', url), /client identifier invalid/);
    const login = run('org login jwt --client-id sandbox-consumer-key --jwt-key-file key.pem --alias box --set-default --username', user, '--instance-url', url);
    assert.strictEqual(login.orgEdition, 'Enterprise Edition');
    await fetch(url + '/sandbox/oauth/expire', { method: 'POST', body: '{}' });
    assert.strictEqual(run('org display').connectedStatus, 'Connected');
  },
  'sobject list, sobject describe'() {
    assert(run('sobject list').includes('Lead'));
    assert(run('sobject list --sobject custom').includes('Membership__c'));
    const lead = run('sobject describe --sobject Lead');
    assert(lead.fields.some((field) => field.name === 'Email' && field.length === 80));
    assert.match(refusal('sobject describe --sobject Nothing'), /NOT_FOUND/);
  },
  'data create, get, update and delete record'() {
    const { id } = run('data create record --sobject Account --values', "Name='Force & Sons' Phone=1");
    day.account = id;
    const contact = run('data create record --sobject Contact --values', `LastName=Ant Email=ant@force.example AccountId=${id}`).id;
    run('data update record --sobject Contact --values Title=Queen --record-id', contact);
    assert.strictEqual(run('data get record --sobject Contact --where Email=ant@force.example').Title, 'Queen');
    assert.match(refusal('data create record --sobject Contact --values Email=nobody'), /INVALID_EMAIL_ADDRESS/);
    run('data delete record --sobject Contact --where Title=Queen');
    assert.match(refusal('data get record --sobject Contact --record-id', contact), /NOT_FOUND/);
  },
  'data query'() {
    const found = run('data query --query', `SELECT Id, Name, (SELECT Id FROM Contacts) FROM Account WHERE Id = '${day.account}'`);
    assert.deepStrictEqual([found.totalSize, found.records[0].Name], [1, 'Force & Sons']);
    const all = run('data query --query', 'SELECT COUNT() FROM Lead').totalSize;
    assert.strictEqual(run('data query --all-rows --query', 'SELECT Id FROM Lead WHERE IsDeleted = false').records.length, all);
    assert.match(refusal('data query --query', 'SELECT Nothing FROM Lead'), /No such column 'Nothing'/);
  },
  'data search'() {
    const found = run('data search --query', 'FIND {Force} IN NAME FIELDS RETURNING Account(Id)');
    assert(found.searchRecords.some((each) => each.Id === day.account));
  },
  'data import bulk, data bulk results'() {
    const rows = Array.from({ length: 30 }, (_, n) => `Bulk ${n},bulk${n}@force.example`);
    file('good.csv', ['LastName,Email', ...rows, ''].join('\n'));
    assert.strictEqual(run('data import bulk --sobject Contact --wait 5 --file good.csv').successfulRecords, 30);
    file('bad.csv', 'LastName,Email\nGood,good@force.example\nBad,nobody\n');
    const failed = refusal('data import bulk --sobject Contact --wait 5 --file bad.csv');
    assert.match(failed, /failed to process 1 records/);
    const job = run('data import bulk --sobject Contact --file good.csv').jobId;
    run('data import resume --wait 5 --job-id', job);
    const results = run('data bulk results --job-id', job);
    assert.strictEqual(results.successfulRecords, 30);
    assert.strictEqual(lines(results.successFilePath).length, 31);
  },
  'data upsert bulk by an external id'() {
    file('upsert.csv', 'Marketo_Id__c,LastName,Company\nm-1,Up,Acme\nm-2,Down,Acme\n');
    run('data upsert bulk --sobject Lead --external-id Marketo_Id__c --wait 5 --file upsert.csv');
    file('again.csv', 'Marketo_Id__c,Title\nm-1,Once\n');
    const again = run('data upsert bulk --sobject Lead --external-id Marketo_Id__c --wait 5 --file again.csv');
    assert.deepStrictEqual(again.records.successfulResults.map((each) => each.sf__Created), ['false']);
    assert.strictEqual(run('data get record --sobject Lead --where Marketo_Id__c=m-1').Title, 'Once');
  },
  'data export, update and delete bulk'() {
    const query = "SELECT Id, Title FROM Contact WHERE Email LIKE 'bulk%@force.example'";
    const exported = run('data export bulk --result-format csv --output-file out.csv --wait 5 --query', query);
    assert.deepStrictEqual([exported.totalSize, lines('out.csv').length], [60, 61]);
    file('change.csv', lines('out.csv').map((line, n) => line.split(',')[0] + (n ? ',Bulky' : ',Title')).join('\n') + '\n');
    assert.strictEqual(run('data update bulk --sobject Contact --wait 5 --file change.csv').successfulRecords, 60);
    file('gone.csv', lines('out.csv').map((line) => line.split(',')[0]).join('\n') + '\n');
    run('data delete bulk --sobject Contact --wait 5 --file gone.csv');
    assert.strictEqual(run('data query --query', query).totalSize, 0);
  },
  'data export tree, data import tree'() {
    const query = 'SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Id IN (SELECT AccountId FROM Contact) LIMIT 3';
    run('data export tree --plan --output-dir trees --query', query);
    const plan = path.join('trees', fs.readdirSync(path.join(home, 'trees')).find((name) => name.endsWith('-plan.json')));
    assert.strictEqual(run('data import tree --plan', plan).filter((each) => each.type === 'Account').length, 3);
    run('data export tree --output-dir trees --query', query);
    const nested = run('data import tree --files', path.join('trees', 'Account-Contact.json'));
    assert(nested.some((each) => each.type === 'Contact'));
  },
  'org list limits, org list sobject record-counts'() {
    const limit = run('org list limits').find((each) => each.name === 'DailyApiRequests');
    assert(limit.max > limit.remaining && limit.remaining > 0);
    const counted = run('org list sobject record-counts --sobject Lead --sobject Account');
    assert.deepStrictEqual(counted.map((each) => each.name).sort(), ['Account', 'Lead']);
    const leads = run('data query --query', 'SELECT COUNT() FROM Lead').totalSize;
    assert.strictEqual(counted.find((each) => each.name === 'Lead').count, leads);
  },
  'org list users, org display user'() {
    assert.strictEqual(run('org list users')[0].username, user);
    assert.strictEqual(run('org display user').username, user);
  },
  'is told what is not simulated'() {
    assert.match(refusal('org list metadata-types'), /Sandbox: .*not simulated/);
    assert.match(refusal('data query --use-tooling-api --query', 'SELECT Id FROM ApexClass'), /Sandbox: .*not simulated/);
  },
};

(async () => {
  for (const [name, deed] of Object.entries(day)) {
    if (typeof deed !== 'function') continue;
    await deed();
    console.log('ok ' + name);
  }
})()
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => fs.rmSync(home, { recursive: true, force: true }));
