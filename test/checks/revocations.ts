/** A certificate revocation list of API in key-pairs.ts, for 10 years: openssl ca -gencrl -crldays 3650. */
export const REVOKED = `-----BEGIN X509 CRL-----
MIGyMFkCAQEwCgYIKoZIzj0EAwIwGjEYMBYGA1UEAwwPYXBpLmV4YW1wbGUuY29t
Fw0yNjExMjgxMjQwNThaFw0zNjExMjUxMjQwNThaoA4wDDAKBgNVHRQEAwIBATAK
BggqhkjOPQQDAgNJADBGAiEAjWI2fHnsqnfr/x/ntXgtCmFF7AUSSImCzaNtOtwx
kA4CIQCPtk6oANuPSAn09eXEIU1RPmN9hlNB8wjIXI93THAZoA==
-----END X509 CRL-----
`;
