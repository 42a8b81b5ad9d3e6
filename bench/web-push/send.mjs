// npm web-push, a hundred at once on one keep-alive agent: `node send.mjs <plan.json>` prints what `push_senders.Sent` reads.
import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import webpush from 'web-push';

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const agent = new Agent({ keepAlive: true, maxSockets: plan.at_once });
const options = {
  agent,
  TTL: plan.ttl,
  timeout: 20_000,
  vapidDetails: { subject: plan.contact, publicKey: plan.public_key, privateKey: plan.private_key },
};
const devices = plan.devices.map(([endpoint, p256dh, auth]) => ({ endpoint, keys: { p256dh, auth } }));

async function send(count) {
  let next = 0;
  const carry = async () => {
    while (next < count) {
      const { statusCode } = await webpush.sendNotification(devices[next++ % devices.length], plan.text, options);
      if (statusCode !== 201) throw new Error(`answered ${statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: plan.at_once }, carry));
}

await send(plan.warm_up);
const before = performance.now();
const cpu = process.cpuUsage();
await send(plan.messages);
const { user, system } = process.cpuUsage(cpu);
const seconds = (performance.now() - before) / 1000;
const memory = 1024 * process.resourceUsage().maxRSS;
console.log(JSON.stringify({ messages: plan.messages, seconds, cpu: (user + system) / 1e6, memory }));
agent.destroy();
