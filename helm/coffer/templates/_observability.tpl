{{/* The matcher of this release's replicas: the labels that the metrics Service gives its targets. */}}
{{- define "coffer.job" -}}
{{- printf "namespace=%q,service=%q" .Release.Namespace (include "coffer.metricsName" .) -}}
{{- end }}

{{- define "coffer.dashboard" -}}
{{- $root := . -}}
{{- $panels := list -}}
{{- range $index, $panel := (.Files.Get "files/observability.yaml" | fromYaml).panels -}}
{{- $targets := list -}}
{{- range $target := $panel.targets -}}
{{- $refId := index (list "A" "B" "C" "D") (len $targets) -}}
{{- $expr := $target.expr | replace "JOB" (include "coffer.job" $root) -}}
{{- $targets = append $targets (dict "refId" $refId "expr" $expr "legendFormat" $target.legend "datasource" (dict "type" "prometheus" "uid" "${datasource}")) -}}
{{- end -}}
{{- $position := dict "x" (mul 12 (mod $index 2)) "y" (mul 8 (div $index 2)) "w" 12 "h" 8 -}}
{{- $fields := dict "defaults" (dict "unit" $panel.unit) "overrides" list -}}
{{- $panels = append $panels (dict "id" (add 1 $index) "type" $panel.kind "title" $panel.title "gridPos" $position "fieldConfig" $fields "options" (dict) "datasource" (dict "type" "prometheus" "uid" "${datasource}") "targets" $targets) -}}
{{- end -}}
{{- $datasource := dict "name" "datasource" "type" "datasource" "query" "prometheus" "label" "Data source" -}}
{{- $title := printf "Coffer (%s/%s)" .Release.Namespace (include "coffer.fullname" .) -}}
{{- dict "title" $title "uid" (sha256sum $title | trunc 40) "tags" (list "coffer") "schemaVersion" 39 "editable" true "refresh" "30s" "timezone" "browser" "time" (dict "from" "now-6h" "to" "now") "templating" (dict "list" (list $datasource)) "panels" $panels | toJson -}}
{{- end }}
