'use strict';

// A working day of node-marketo-rest against a simulated Marketo: node everyday.js http://127.0.0.1:8091
// Each thing done is a line; the first that goes wrong ends the day.

const assert = require('assert');
const http = require('http');
const Marketo = require('node-marketo-rest');

const url = process.argv[2];
const marketo = new Marketo({
  endpoint: url + '/rest',
  identity: url + '/identity',
  clientId: 'sandbox-client-id',
  clientSecret: 'sandbox-client-secret',
});

function door(path, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(url + '/sandbox' + path, { method: 'POST' }, (answer) => {
      answer.resume();
      answer.on('end', resolve);
    });
    request.on('error', reject);
    request.setHeader('Content-Type', 'application/json');
    request.end(JSON.stringify(body));
  });
}

const statuses = (answer) => answer.result.map((each) => each.status);
const address = (name) => name + '@example.com';

async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return error.errors[0];
  }
  throw new Error('was not refused');
}

const day = {
  async 'reads the fields'() {
    const answer = await marketo.lead.describe();
    assert(answer.result.some((field) => field.rest.name === 'email'));
  },
  async 'creates and updates people'() {
    const people = ['ann', 'ben', 'cid', 'dot'].map((name) => ({ email: address(name), lastName: name }));
    const made = await marketo.lead.createOrUpdate(people, { lookupField: 'email' });
    assert.deepStrictEqual(statuses(made), ['created', 'created', 'created', 'created']);
    day.ids = made.result.map((each) => each.id);
    const again = await marketo.lead.createOrUpdate([{ email: address('ann'), firstName: 'Ann' }, { email: address('eve') }], {
      action: 'updateOnly',
      lookupField: 'email',
    });
    assert.deepStrictEqual(statuses(again), ['updated', 'skipped']);
    assert.strictEqual(again.result[1].reasons[0].code, '1004');
  },
  async 'finds people, page by page'() {
    const ann = await marketo.lead.byId(day.ids[0], { fields: ['email', 'firstName'] });
    assert.deepStrictEqual(ann.result, [{ id: day.ids[0], email: address('ann'), firstName: 'Ann' }]);
    const first = await marketo.lead.find('id', day.ids, { fields: ['lastName'], batchSize: 3 });
    assert.strictEqual(first.result.length, 3);
    const second = await first.nextPage();
    assert.deepStrictEqual(second.result.map((each) => each.lastName), ['dot']);
    assert.strictEqual(second.nextPage, undefined);
  },
  async 'streams people'() {
    const seen = [];
    for await (const person of marketo.streamify('lead', 'find', ['id', day.ids, { batchSize: 2 }])) {
      seen.push(person.id);
    }
    assert.deepStrictEqual(seen, day.ids);
  },
  async 'pushes people'() {
    const pushed = await marketo.lead.push([{ email: address('fay') }], { programName: 'Spring Webinar', lookupField: 'email' });
    assert.deepStrictEqual(statuses(pushed), ['created']);
  },
  async 'associates and merges'() {
    const cookie = 'id:287-GTJ-838&token:_mch-example.com-1396310362214-46169';
    assert((await marketo.lead.associateLead(day.ids[0], cookie)).success);
    assert((await marketo.lead.mergeLead(day.ids[0], [day.ids[3]], {})).success);
    assert.deepStrictEqual((await marketo.lead.byId(day.ids[3])).result, []);
    assert.deepStrictEqual((await marketo.lead.partitions()).result, [{ id: 1, name: 'Default' }]);
  },
  async 'keeps a list'() {
    const found = await marketo.list.find({ name: ['Newsletter'] });
    assert.strictEqual(found.result[0].name, 'Newsletter');
    const list = found.result[0].id;
    assert.strictEqual((await marketo.list.byId(list)).result[0].id, list);
    assert.deepStrictEqual(statuses(await marketo.list.addLeadsToList(list, [day.ids[0], day.ids[1]])), ['added', 'added']);
    assert.deepStrictEqual((await marketo.list.getLeads(list)).result.map((each) => each.id), [day.ids[0], day.ids[1]]);
    assert.deepStrictEqual(statuses(await marketo.list.isMember(list, [day.ids[2]])), ['notmemberof']);
    assert.deepStrictEqual(statuses(await marketo.list.removeLeadsFromList(list, [day.ids[1]])), ['removed']);
    assert.strictEqual((await marketo.list.getLeads(list)).result.length, 1);
  },
  async 'reads what happened'() {
    await door('/lag', { millis: 0 });
    const types = await marketo.activities.getActivityTypes();
    assert(types.result.some((type) => type.name === 'Change Data Value'));
    const token = (await marketo.lead.getPageToken('2020-01-01T00:00:00Z')).nextPageToken;
    const made = await marketo.lead.getActivities([day.ids[1]], [12], token);
    assert.deepStrictEqual(made.result.map((each) => each.leadId), [day.ids[1]]);
    const changes = await marketo.lead.getChanges(token, { fields: ['firstName'] });
    assert(changes.result.some((each) => each.fields.some((field) => field.newValue === 'Ann')));
    assert.strictEqual(changes.moreResult, false);
    assert.strictEqual((await changes.nextPage()).result, undefined);
  },
  async 'requests a campaign'() {
    const campaign = (await marketo.campaign.getCampaigns()).result.find((each) => each.type === 'trigger');
    const tokens = [{ name: '{{my.message}}', value: 'Hello' }];
    assert((await marketo.campaign.request(campaign.id, [{ id: day.ids[0] }], tokens)).success);
  },
  async 'extracts people'() {
    const day0 = new Date(Date.now() - 86400000).toISOString().replace(/\.\d+/, '');
    const day1 = new Date(Date.now() + 86400000).toISOString().replace(/\.\d+/, '');
    const filter = { createdAt: { startAt: day0, endAt: day1 } };
    const job = (await marketo.bulkLeadExtract.create(['id', 'email'], filter)).result[0].exportId;
    assert.deepStrictEqual(statuses(await marketo.bulkLeadExtract.enqueue(job)), ['Queued']);
    await door('/clock', { advanceSeconds: 60 });
    assert.deepStrictEqual(statuses(await marketo.bulkLeadExtract.statusTilCompleted(job)), ['Completed']);
    const file = await marketo.bulkLeadExtract.file(job);
    assert.deepStrictEqual(file.trim().split('\n')[0], 'id,email');
    assert.strictEqual(file.trim().split('\n').length, 5);
    const other = (await marketo.bulkLeadExtract.create(['id'], filter)).result[0].exportId;
    assert.deepStrictEqual(statuses(await marketo.bulkLeadExtract.cancel(other)), ['Cancelled']);
  },
  async 'extracts activities'() {
    const start = new Date(Date.now() - 86400000).toISOString().replace(/\.\d+/, '');
    const end = new Date(Date.now() + 86400000).toISOString().replace(/\.\d+/, '');
    const filter = { createdAt: { startAt: start, endAt: end }, activityTypeIds: [12] };
    const job = (await marketo.bulkActivityExtract.create(filter)).result[0].exportId;
    await marketo.bulkActivityExtract.enqueue(job);
    await door('/clock', { advanceSeconds: 60 });
    assert.deepStrictEqual(statuses(await marketo.bulkActivityExtract.statusTilCompleted(job)), ['Completed']);
    assert((await marketo.bulkActivityExtract.file(job)).startsWith('marketoGUID,leadId'));
  },
  async 'deletes people'() {
    const gone = await marketo._connection.postJson('/v1/leads.json', { input: [{ id: day.ids[2] }] }, { query: { _method: 'DELETE' } });
    assert.deepStrictEqual(statuses(gone), ['deleted']);
  },
  async 'logs in again when its token is dead'() {
    await door('/tokens/expire', {});
    assert.strictEqual((await marketo.lead.byId(day.ids[0])).result.length, 1);
  },
  async 'reads its usage'() {
    assert((await marketo.stats.usage()).result[0].total > 20);
    assert((await marketo.stats.usageLast7Days()).success);
    assert((await marketo.stats.errors()).success);
    assert((await marketo.stats.errorsLast7Days()).success);
  },
  async 'is told what is not simulated'() {
    const told = await refusal(marketo.smartList.find({}));
    assert.strictEqual(told.code, '610');
    assert(told.message.includes('Smart lists are not simulated'), told.message);
    assert((await refusal(marketo.email.getEmails({}))).message.includes('not simulated'));
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
