/** Paths of files with objects for the cluster, in any unit; not those of the delivery tool. */
export const MANIFESTS = /(?:^|\/)\d\d-[^/]*(?:\/[^/]+)?\.yaml$/;
