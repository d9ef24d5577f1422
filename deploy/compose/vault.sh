#!/bin/sh
# Runs in Vault's or OpenBao's image: what the story needs of Vault. Safe to repeat.
set -eu
vault="$(command -v vault || command -v bao)"

"$vault" secrets list | grep -q '^kvv2/' || "$vault" secrets enable -path=kvv2 kv-v2
"$vault" auth list | grep -q '^vault-secret-operator/' || "$vault" auth enable -path=vault-secret-operator kubernetes

# Without a reviewer token of its own, Vault reviews each login with the token that logs in.
"$vault" write auth/vault-secret-operator/config \
    kubernetes_host=https://k3s:6443 kubernetes_ca_cert=@/kube/ca.crt disable_local_ca_jwt=true

"$vault" policy write demo - <<'POLICY'
path "kvv2/data/demo/*" { capabilities = ["read"] }
POLICY

"$vault" write auth/vault-secret-operator/role/default \
    bound_service_account_names=operator-auth bound_service_account_namespaces=myapp policies=demo ttl=1h

"$vault" kv put -mount=kvv2 demo/config username=demo password=spring
