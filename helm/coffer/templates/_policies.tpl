{{/* Whether the policies on what the operator writes are made: "true" or nothing. Takes the name of one of them and the root. */}}
{{- define "coffer.hasPolicy" -}}
{{- $name := index . 0 -}}
{{- $rbac := (index . 1).Values.rbac -}}
{{- /* Not there after an upgrade with the values of an older release (--reuse-values). */ -}}
{{- $policies := default (dict) $rbac.policies -}}
{{- $enabled := get $policies "enabled" -}}
{{- if not (kindIs "bool" $enabled) -}}{{- $enabled = $rbac.tokens.policy.enabled -}}{{- end -}}
{{- if and $enabled (ne (toString (get $policies $name)) "false") -}}true{{- end -}}
{{- end }}

{{/* The operator's account as the API server names it. */}}
{{- define "coffer.userName" -}}
{{- printf "system:serviceaccount:%s:%s" .Release.Namespace (include "coffer.serviceAccountName" .) -}}
{{- end }}

{{/* What makes a policy one on the operator's account alone. */}}
{{- define "coffer.byTheOperator" -}}
- name: by-the-operator
  expression: {{ printf "request.userInfo.username == '%s'" (include "coffer.userName" .) | quote }}
{{- end }}

{{/* A policy's metadata, and its binding, which denies. Both take the policy's name and the root. */}}
{{- define "coffer.policyMetadata" -}}
name: {{ include "coffer.clusterName" (index . 1) }}-{{ index . 0 }}
labels:
  {{- include "coffer.rbacLabels" (index . 1) | nindent 2 }}
{{- end }}

{{- define "coffer.policyBinding" -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  {{- include "coffer.policyMetadata" . | nindent 2 }}
spec:
  policyName: {{ include "coffer.clusterName" (index . 1) }}-{{ index . 0 }}
  validationActions: [Deny]
{{- end }}

{{/*
CEL that holds when two maps agree in all keys but the excepted ones. Takes: the new map, the old one, the exception as CEL about the key k.
dyn() keeps the API server's type check from taking objects for something that can't be walked over.
*/}}
{{- define "coffer.celSame" -}}
{{- $new := index . 0 -}}{{- $old := index . 1 -}}{{- $free := index . 2 -}}
dyn({{ $new }}).all(k, {{ $free }} || (k in dyn({{ $old }}) && dyn({{ $new }})[k] == dyn({{ $old }})[k])) && dyn({{ $old }}).all(k, {{ $free }} || k in dyn({{ $new }}))
{{- end }}
