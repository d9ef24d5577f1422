{{/*
What the operator may do in the namespaces that it serves, as rules of a Role or a ClusterRole.
Each verb is one that it uses: docs/chart.md says for what, and the chart test holds this list against that one.
*/}}
{{- define "coffer.rules" -}}
- apiGroups: [secrets.hashicorp.com]
  resources:
    - secrettransformations
    - vaultauthglobals
    - vaultauths
    - vaultconnections
    - vaultdynamicsecrets
    - vaultpkisecrets
    - vaultstaticsecrets
  verbs: [get, list, watch]
- apiGroups: [secrets.hashicorp.com]
  resources:
    - vaultauths
    - vaultconnections
    - vaultdynamicsecrets
    - vaultpkisecrets
    - vaultstaticsecrets
  verbs: [patch]
- apiGroups: [secrets.hashicorp.com]
  resources:
    - secrettransformations/status
    - vaultauthglobals/status
    - vaultauths/status
    - vaultconnections/status
    - vaultdynamicsecrets/status
    - vaultpkisecrets/status
    - vaultstaticsecrets/status
  verbs: [patch]
- apiGroups: [""]
  resources: [secrets]
  {{- if eq (include "coffer.secretsMode" .) "named" }}
  verbs: [create, delete, get, patch]
  {{- else }}
  verbs: [create, delete, get, list, patch, watch]
  {{- end }}
- apiGroups: [""]
  resources: [serviceaccounts/token]
  {{- with .Values.rbac.tokens.serviceAccounts }}
  resourceNames:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  verbs: [create]
- apiGroups: [""]
  resources: [serviceaccounts]
  {{- with .Values.rbac.tokens.serviceAccounts }}
  resourceNames:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  verbs: [get]
- apiGroups: [""]
  resources: [events]
  verbs: [create, patch]
- apiGroups: [apps]
  resources: [daemonsets, deployments, statefulsets]
  verbs: [get, patch]
- apiGroups: [argoproj.io]
  resources: [rollouts]
  verbs: [get, patch]
{{- end }}

{{/* Whether rights are made for the operator: "true" or nothing. The reference's chart has a switch of its own for this. */}}
{{- define "coffer.hasRbac" -}}
{{- if and .Values.rbac.create (ne (toString .Values.controller.rbac.enabled) "false") -}}true{{- end -}}
{{- end }}

{{/* The one subject of every binding. */}}
{{- define "coffer.subjects" -}}
- kind: ServiceAccount
  name: {{ include "coffer.serviceAccountName" . }}
  namespace: {{ .Release.Namespace }}
{{- end }}
