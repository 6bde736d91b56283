/** The prime of the field of Ed25519, RFC 8032 §5.1. */
export const ED25519_PRIME = 2n ** 255n - 19n;
