{{- define "coffer.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{/* A release's name may have dots, which neither a Service nor a cluster of silos takes. */}}
{{- define "coffer.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | replace "." "-" | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "coffer.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | replace "." "-" | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | replace "." "-" | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Name of objects outside of the release's namespace: two releases of one name in two namespaces must not share them. */}}
{{- define "coffer.clusterName" -}}
{{- printf "%s-%s" (include "coffer.fullname" .) .Release.Namespace -}}
{{- end }}

{{/* A Service's name has 63 characters at most. */}}
{{- define "coffer.metricsName" -}}
{{- printf "%s-metrics" (include "coffer.fullname" . | trunc 55 | trimSuffix "-") -}}
{{- end }}

{{- define "coffer.selectorLabels" -}}
app.kubernetes.io/name: {{ include "coffer.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: controller-manager
{{- end }}

{{/* Labels of every object but the selector's component. */}}
{{- define "coffer.commonLabels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/name: {{ include "coffer.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- if .Chart.AppVersion }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "coffer.labels" -}}
{{ include "coffer.commonLabels" . }}
app.kubernetes.io/component: controller-manager
{{- end }}

{{/* The labels above with a user's own, who may change them: (list $ .Values...selectors). A key may not stand twice. */}}
{{- define "coffer.labelsAnd" -}}
{{- mergeOverwrite (include "coffer.labels" (index . 0) | fromYaml) (default (dict) (index . 1)) | toYaml -}}
{{- end }}

{{/* Labels of the pods: a user's own, but those that the selectors go by. */}}
{{- define "coffer.podLabels" -}}
{{- mergeOverwrite (dict) (default (dict) .Values.controller.extraLabels) (include "coffer.selectorLabels" . | fromYaml) | toYaml -}}
{{- end }}

{{- define "coffer.rbacLabels" -}}
{{ include "coffer.commonLabels" . }}
app.kubernetes.io/component: rbac
{{- end }}

{{- define "coffer.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "coffer.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name is required when serviceAccount.create is false" .Values.serviceAccount.name -}}
{{- end -}}
{{- end }}

{{- define "coffer.image" -}}
{{- $image := .Values.controller.manager.image -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $image.repository $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $image.repository (default .Chart.AppVersion $image.tag | toString) -}}
{{- end -}}
{{- end }}

{{/* watch, named or namespaces. */}}
{{- define "coffer.secretsMode" -}}
{{- $secrets := default "watch" .Values.rbac.secrets -}}
{{- if kindIs "map" $secrets -}}namespaces{{- else -}}{{- $secrets -}}{{- end -}}
{{- end }}

{{/* The namespaces served in mode "namespaces", comma-separated: those listed and the operator's own. */}}
{{- define "coffer.namespaces" -}}
{{- join "," (append .Values.rbac.secrets.namespaces .Release.Namespace | uniq | sortAlpha) -}}
{{- end }}

{{/* The reference's names of levels, in ours. */}}
{{- define "coffer.logLevel" -}}
{{- $levels := dict "info" "information" "warn" "warning" "debug-extended" "debug" "panic" "error" -}}
{{- $level := .Values.controller.manager.logging.level -}}
{{- default $level (get $levels $level) -}}
{{- end }}

{{/* A list of texts as CEL writes it; the schema keeps quotes and backslashes out of them. */}}
{{- define "coffer.celList" -}}
[{{- range $index, $item := . }}{{ if $index }}, {{ end }}'{{ $item }}'{{- end }}]
{{- end }}
