#!/bin/sh
# Runs in the k3s image: CRDs, the story's objects, a kubeconfig for the other containers, the CA for Vault. Safe to repeat.
set -eu
export KUBECONFIG=/kube/coffer.yaml

sed 's#https://127.0.0.1:6443#https://k3s:6443#' /kube/admin.yaml > /kube/coffer.yaml
chmod 644 /kube/coffer.yaml
kubectl config view --raw --output 'jsonpath={.clusters[0].cluster.certificate-authority-data}' | base64 -d > /kube/ca.crt

kubectl apply --server-side --force-conflicts --filename /crds
kubectl wait --for condition=Established --timeout 60s --filename /crds
kubectl apply --server-side --force-conflicts --filename /setup/story.yaml
