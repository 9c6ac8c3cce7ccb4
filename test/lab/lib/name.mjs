// Makes the cluster's DNS answer a host name with the address of a Service: name.mjs HOST NAMESPACE/SERVICE
import fs from 'node:fs';
import { get } from './api.mjs';

const [host, target] = process.argv.slice(2);
const [namespace, service] = target.split('/');
const { spec } = await get(`/api/v1/namespaces/${namespace}/services/${service}`);
const file = `${process.env.LAB_HOME}/run/names.json`;
const names = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file)) : {};
fs.writeFileSync(file, JSON.stringify({ ...names, [host]: spec.clusterIP }));
