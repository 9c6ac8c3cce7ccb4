import * as z from 'zod';

/** A distribution of Kubernetes that needs more than others. */
export const platform = z
  .literal('openshift')
  .describe('`openshift`: security contexts that its SecurityContextConstraints admit, and their RoleBinding.');
