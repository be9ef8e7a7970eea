'use strict';

// A working day of jsforce against a simulated Salesforce: node everyday.js http://127.0.0.1:8090
// Each thing done is a line; the first that goes wrong ends the day.

const assert = require('assert');
const http = require('http');
const jsforce = require('jsforce');

const url = process.argv[2];
const version = '62.0';
const app = { loginUrl: url, clientId: 'sandbox-consumer-key', clientSecret: 'sandbox-consumer-secret' };
const user = 'sync@bactrian.example';
const password = 'sandbox';
let conn;

function door(path, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(url + '/sandbox' + path, { method: 'POST' }, (answer) => {
      let text = '';
      answer.on('data', (part) => (text += part));
      answer.on('end', () => resolve(JSON.parse(text)));
    });
    request.on('error', reject);
    request.setHeader('Content-Type', 'application/json');
    request.end(JSON.stringify(body));
  });
}

async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('was not refused');
}

const day = {
  async 'logs in for itself'() {
    conn = new jsforce.Connection({ instanceUrl: url, oauth2: app, version });
    const info = await conn.authorize({ grant_type: 'client_credentials' });
    assert(info.id.startsWith('005') && info.organizationId.startsWith('00D'));
    assert.strictEqual((await conn.identity()).username, user);
  },
  async 'logs in by a code, and renews its session'() {
    const redirectUri = 'http://127.0.0.1/callback';
    const client = new jsforce.OAuth2({ ...app, redirectUri });
    const asked = new URL(client.getAuthorizationUrl({ scope: 'api refresh_token' }));
    assert.strictEqual(asked.origin + asked.pathname, url + '/services/oauth2/authorize');
    const { code } = await door('/oauth/code', { redirect_uri: redirectUri });
    conn = new jsforce.Connection({ instanceUrl: url, oauth2: client, version });
    await conn.authorize(code);
    assert(conn.refreshToken);
    const dead = conn.accessToken;
    await door('/oauth/expire', {});
    assert.strictEqual((await conn.query('SELECT Username FROM User LIMIT 1')).totalSize, 1);
    assert.strictEqual((await conn.identity()).username, user);
    assert.notStrictEqual(conn.accessToken, dead);
  },
  async 'logs in by name and password'() {
    conn = new jsforce.Connection({ loginUrl: url, oauth2: app, version });
    assert((await conn.login(user, password)).url.startsWith(url + '/id/00D'));
    const other = new jsforce.Connection({ loginUrl: url, oauth2: app, version });
    assert.match((await refusal(other.login(user, 'wrong'))).message, /authentication failure/);
  },
  async 'logs in and out by SOAP'() {
    conn = new jsforce.Connection({ loginUrl: url, version });
    const info = await conn.login(user, password);
    assert(info.id.startsWith('005'));
    assert.strictEqual((await conn.identity()).user_id.slice(0, 15), info.id.slice(0, 15));
    const other = new jsforce.Connection({ loginUrl: url, version });
    assert.match((await refusal(other.login(user, 'wrong'))).message, /INVALID_LOGIN/);
    const token = conn.accessToken;
    await conn.logout();
    const gone = new jsforce.Connection({ instanceUrl: url, accessToken: token, version });
    assert.strictEqual((await refusal(gone.query('SELECT Id FROM Lead LIMIT 1'))).errorCode, 'INVALID_SESSION_ID');
    await conn.login(user, password);
  },
  async 'describes'() {
    const all = await conn.describeGlobal();
    assert(all.sobjects.some((each) => each.name === 'Lead'));
    const lead = await conn.sobject('Lead').describe();
    assert(lead.fields.some((field) => field.name === 'Email' && field.length === 80));
    assert.deepStrictEqual(await conn.describe$('Lead'), await conn.describe$('Lead'));
    assert((await conn.sobject('Account').describe()).childRelationships.some((each) => each.relationshipName === 'Contacts'));
    assert((await conn.request('/services/data')).some((each) => each.version === version));
    assert((await conn.request(`/services/data/v${version}`)).identity);
  },
  async 'queries, page by page'() {
    conn.sobject('Lead');
    const first = await conn.query('SELECT Id, Owner.Name FROM Lead ORDER BY Id', { headers: { 'Sforce-Query-Options': 'batchSize=200' } });
    assert.strictEqual(first.records.length, 200);
    assert.strictEqual(first.done, false);
    const second = await conn.queryMore(first.nextRecordsUrl);
    assert.notStrictEqual(second.records[0].Id, first.records[0].Id);
    const seen = [];
    await conn.query('SELECT Id FROM Lead')
      .on('record', (record) => seen.push(record.Id))
      .run({ autoFetch: true, maxFetch: 10000 });
    assert.strictEqual(seen.length, first.totalSize);
    const found = await conn.sobject('Lead').find({ IsConverted: false }, ['Id', 'LastName']).sort({ LastName: 1 }).limit(5);
    assert.strictEqual(found.length, 5);
    assert.strictEqual(await conn.sobject('Lead').count(), first.totalSize);
    assert.strictEqual((await refusal(conn.query('SELECT Nothing FROM Lead'))).errorCode, 'INVALID_FIELD');
  },
  async 'creates, reads, updates and deletes'() {
    const made = await conn.sobject('Account').create({ Name: 'Force & Sons' });
    assert(made.success);
    day.account = made.id;
    const account = await conn.sobject('Account').retrieve(made.id, { fields: ['Name'] });
    assert.strictEqual(account.Name, 'Force & Sons');
    assert((await conn.sobject('Account').update({ Id: made.id, Phone: '1' })).success);
    const contact = await conn.sobject('Contact').create({ LastName: 'Ant', AccountId: made.id, Email: 'ant@force.example' });
    assert.strictEqual((await conn.request(`/sobjects/Contact/${contact.id}/Account`)).Phone, '1');
    assert((await conn.sobject('Contact').destroy(contact.id)).success);
    assert.strictEqual((await refusal(conn.sobject('Contact').retrieve(contact.id))).errorCode, 'NOT_FOUND');
    assert.strictEqual((await refusal(conn.sobject('Contact').destroy(contact.id))).errorCode, 'ENTITY_IS_DELETED');
    const wrong = await refusal(conn.sobject('Lead').create({ LastName: 'x', Company: 'y', Email: 'nobody' }));
    assert.strictEqual(wrong.errorCode, 'INVALID_EMAIL_ADDRESS');
  },
  async 'upserts by external ids and look-ups'() {
    const made = await conn.sobject('Lead').upsert({ Marketo_Id__c: 'm-1', LastName: 'Up', Company: 'Acme' }, 'Marketo_Id__c');
    assert.strictEqual(made.created, true);
    const again = await conn.sobject('Lead').upsert({ Marketo_Id__c: 'm-1', FirstName: 'Once' }, 'Marketo_Id__c');
    assert(again.success && !again.created);
    assert.strictEqual((await conn.sobject('Lead').retrieve(made.id)).FirstName, 'Once');
    const many = await conn.sobject('Lead').upsert([{ Marketo_Id__c: 'm-1', Title: 'a' }, { Marketo_Id__c: 'm-2', LastName: 'Down', Company: 'Acme' }], 'Marketo_Id__c');
    assert.deepStrictEqual(many.map((each) => each.created), [false, true]);
    const byEmail = await conn.sobject('Contact').upsert({ Email: 'bee@force.example', LastName: 'Bee' }, 'Email');
    assert.strictEqual(byEmail.created, true);
  },
  async 'works on collections'() {
    const made = await conn.sobject('Contact').create([1, 2, 3].map((n) => ({ LastName: 'Swarm ' + n, AccountId: day.account })));
    assert(made.every((each) => each.success));
    const ids = made.map((each) => each.id);
    const read = await conn.sobject('Contact').retrieve(ids, { fields: ['LastName'] });
    assert.deepStrictEqual(read.map((each) => each.LastName), ['Swarm 1', 'Swarm 2', 'Swarm 3']);
    const changed = await conn.sobject('Contact').update([{ Id: ids[0], Title: 'Queen' }, { Id: ids[1], Email: 'nobody' }]);
    assert.deepStrictEqual(changed.map((each) => each.success), [true, false]);
    assert.strictEqual(changed[1].errors[0].statusCode, 'INVALID_EMAIL_ADDRESS');
    const none = await conn.sobject('Contact').update([{ Id: ids[0], Title: 'x' }, { Id: ids[1], Email: 'nobody' }], { allOrNone: true });
    assert(none.every((each) => !each.success));
    assert((await conn.sobject('Contact').destroy(ids)).every((each) => each.success));
    await conn.sobject('Contact').create([{ LastName: 'Gone' }, { LastName: 'Gone' }]);
    const gone = await conn.sobject('Contact').find({ LastName: 'Gone' }).destroy();
    assert.deepStrictEqual(gone.map((each) => each.success), [true, true]);
  },
  async 'ingests and queries in bulk'() {
    conn.bulk2.pollInterval = 200;
    conn.bulk2.pollTimeout = 60000;
    const input = Array.from({ length: 300 }, (_, n) => ({ LastName: 'Bulk ' + n, Email: n === 7 ? 'nobody' : `bulk${n}@force.example` }));
    const made = await conn.bulk2.loadAndWaitForResults({ object: 'Contact', operation: 'insert', input });
    assert.strictEqual(made.successfulResults.length, 299);
    assert.strictEqual(made.failedResults.length, 1);
    assert.match(made.failedResults[0].sf__Error, /INVALID_EMAIL_ADDRESS/);
    assert.strictEqual(made.unprocessedRecords.length, 0);
    const job = conn.bulk2.createJob({ operation: 'upsert', object: 'Contact', externalIdFieldName: 'Email' });
    await job.open();
    await job.uploadData([{ Email: 'bulk1@force.example', Title: 'Bulky' }]);
    await job.close();
    await job.poll(200, 60000);
    assert.deepStrictEqual((await job.getSuccessfulResults()).map((each) => each.sf__Created), ['false']);
    const bad = conn.bulk2.createJob({ operation: 'insert', object: 'Contact' });
    await bad.open();
    await bad.uploadData([{ LastName: 'x', Nonsense: 'y' }]);
    await bad.close();
    assert.match((await refusal(bad.poll(200, 60000))).message, /failed/i);
    assert.deepStrictEqual(await bad.getUnprocessedRecords(), [{ LastName: 'x', Nonsense: 'y' }]);
    const rows = await (await conn.bulk2.query("SELECT Id, Title, Account.Name FROM Contact WHERE Email LIKE 'bulk%@force.example'")).toArray();
    assert.strictEqual(rows.length, 299);
    assert.strictEqual(rows.filter((each) => each.Title === 'Bulky').length, 1);
    const deleted = await conn.bulk2.loadAndWaitForResults({ object: 'Contact', operation: 'delete', input: rows.map(({ Id }) => ({ Id })) });
    assert.strictEqual(deleted.successfulResults.length, 299);
  },
  async 'composes'() {
    const tree = await conn.requestPost('/composite/tree/Account', {
      records: [{ attributes: { type: 'Account', referenceId: 'a' }, Name: 'Tree', Contacts: { records: [{ attributes: { type: 'Contact', referenceId: 'b' }, LastName: 'Leaf' }] } }],
    });
    assert.strictEqual(tree.results.length, 2);
    const two = await conn.requestPost('/composite', {
      allOrNone: true,
      compositeRequest: [
        { method: 'POST', url: `/services/data/v${version}/sobjects/Account`, referenceId: 'one', body: { Name: 'One' } },
        { method: 'GET', url: `/services/data/v${version}/sobjects/Account/@{one.id}`, referenceId: 'two' },
      ],
    });
    assert.deepStrictEqual(two.compositeResponse.map((each) => each.httpStatusCode), [201, 200]);
    assert.strictEqual(two.compositeResponse[1].body.Name, 'One');
  },
  async 'searches, and sees what is recent'() {
    const found = await conn.search("FIND {Force} IN NAME FIELDS RETURNING Account(Id, Name)");
    assert.deepStrictEqual(found.searchRecords.map((each) => each.Id), [day.account]);
    await conn.query(`SELECT Id FROM Account WHERE Id = '${day.account}' FOR VIEW`);
    assert.deepStrictEqual((await conn.recent(1)).map((each) => each.Id), [day.account]);
    assert.strictEqual((await conn.sobject('Account').recent())[0].Name, 'Force & Sons');
  },
  async 'sees what was changed and what was deleted'() {
    const start = new Date(Date.now() - 600000).toISOString();
    const end = new Date(Date.now() + 600000).toISOString();
    assert((await conn.sobject('Account').updated(start, end)).ids.includes(day.account));
    await conn.sobject('Account').destroy(day.account);
    assert((await conn.sobject('Account').deleted(start, end)).deletedRecords.some((each) => each.id === day.account));
  },
  async 'knows its limits'() {
    const limits = await conn.limits();
    assert(limits.DailyApiRequests.Max >= limits.DailyApiRequests.Remaining);
    assert(conn.limitInfo.apiUsage.used > 10 && conn.limitInfo.apiUsage.limit > conn.limitInfo.apiUsage.used);
  },
  async 'speaks SOAP'() {
    assert.strictEqual((await conn.soap.getUserInfo()).userName, user);
    const stamp = await conn.soap.getServerTimestamp();
    assert(Math.abs(new Date(stamp.timestamp).getTime() - Date.now()) < 86400000);
  },
  async 'is told what is not simulated'() {
    assert.match((await refusal(conn.analytics.reports())).message, /Sandbox: .*not simulated/);
    assert.match((await refusal(conn.chatter.resource('/users/me').retrieve())).message, /Sandbox: .*not simulated/);
    assert.match((await refusal(conn.apex.get('/Mine'))).message, /Sandbox: .*not simulated/);
    assert.match((await refusal(conn.metadata.list({ type: 'CustomObject' }))).message, /Sandbox: .*not simulated/);
    const old = conn.bulk.createJob('Account', 'insert');
    assert.match((await refusal(old.open())).message, /Sandbox: .*not simulated/);
    assert.match((await refusal(conn.tooling.query('SELECT Id FROM ApexClass'))).message, /Sandbox: .*not simulated/);
  },
};

(async () => {
  for (const [name, deed] of Object.entries(day)) {
    if (typeof deed !== 'function') continue;
    await deed();
    console.log('ok ' + name);
  }
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
