{{/* Flags of the container, but those that extraArgs has: the binary takes each once. */}}
{{- define "coffer.arguments" -}}
{{- $manager := .Values.controller.manager -}}
{{- $mode := include "coffer.secretsMode" . -}}
{{- $given := list -}}
{{- range $manager.extraArgs -}}
{{- $given = append $given (first (splitList "=" .)) -}}
{{- end -}}
{{- $flags := list "--clustering=kubernetes" (printf "--cluster-id=%s" (include "coffer.fullname" .)) "--http-port=8080" "--silo-port=11111" -}}
{{- $flags = append $flags (printf "--log-level=%s" (include "coffer.logLevel" .)) -}}
{{- $flags = append $flags (printf "--log-format=%s" $manager.logging.format) -}}
{{- if eq $mode "namespaces" -}}
{{- $flags = append $flags (printf "--watch-namespaces=%s" (include "coffer.namespaces" .)) -}}
{{- else if eq $mode "named" -}}
{{- $flags = append $flags "--secret-access=named" -}}
{{- end -}}
{{- $settings := dict "--kube-requests" $manager.kubeClient.requests "--vault-requests" $manager.vaultClient.requests "--vault-timeout" $manager.vaultClient.timeout -}}
{{- $_ := set $settings "--restart-window" $manager.restarts.window -}}
{{- $_ := set $settings "--restart-interval" $manager.restarts.interval -}}
{{- /* Not there after an upgrade with the values of an older release (--reuse-values). */ -}}
{{- $limits := default (dict) $manager.templateLimits -}}
{{- range $limit := list "output" "steps" "depth" "regex" "time" "text" "nodes" "cache" -}}
{{- $_ := set $settings (printf "--template-%s" $limit) (get $limits $limit) -}}
{{- end -}}
{{- $_ := set $settings "--secret-fields" $manager.secretFields -}}
{{- $gcp := default (dict) $manager.gcp -}}
{{- $_ := set $settings "--gcp-sts-endpoint" (get $gcp "stsEndpoint") -}}
{{- $_ := set $settings "--gcp-iam-endpoint" (get $gcp "iamEndpoint") -}}
{{- $_ := set $settings "--gcp-metadata-host" (get $gcp "metadataHost") -}}
{{- $_ := set $settings "--min-refresh" $manager.minRefresh -}}
{{- $_ := set $settings "--vault-addresses" (join "," $manager.vaultClient.addresses) -}}
{{- $folders := list -}}
{{- range $manager.volumes -}}
{{- /* The operator's own credentials and the kernel's files are for no manifest, and the binary refuses to open them. */ -}}
{{- if and .mountPath (not (include "coffer.ownFolder" .mountPath)) -}}
{{- $folders = append $folders .mountPath -}}
{{- end -}}
{{- end -}}
{{- range $manager.filesFrom -}}
{{- $folders = append $folders . -}}
{{- end -}}
{{- $_ := set $settings "--files-from" (join "," $folders) -}}
{{- range $flag, $value := $settings -}}
{{- if $value -}}
{{- /* A number of a values file comes as a floating-point one. */ -}}
{{- $flags = append $flags (printf "%s=%s" $flag (ternary $value (int64 $value | toString) (kindIs "string" $value))) -}}
{{- end -}}
{{- end -}}
{{- $switches := dict "--adopt" $manager.adopt "--ambient-aws-credentials" $manager.ambientAwsCredentials "--exclude-raw" $manager.globalTransformationOptions.excludeRaw "--dashboard" $manager.dashboard.enabled "--object-metrics" .Values.telemetry.objectMetrics -}}
{{- range $flag, $isOn := $switches -}}
{{- if $isOn -}}
{{- $flags = append $flags (printf "%s=true" $flag) -}}
{{- end -}}
{{- end -}}
{{- if eq (toString $manager.crossNamespaceRefs) "false" -}}
{{- $flags = append $flags "--cross-namespace-refs=false" -}}
{{- end -}}
{{- if eq (toString $manager.globalVaultAuthOptions.allowDefaultGlobals) "false" -}}
{{- $flags = append $flags "--global-vault-auth-options=none" -}}
{{- end -}}
{{- range $flags }}
{{- if not (has (first (splitList "=" .)) $given) }}
- {{ . | quote }}
{{- end }}
{{- end }}
{{- range $manager.extraArgs }}
- {{ . | quote }}
{{- end }}
{{- end }}

{{/* Says so of a folder that is for no manifest: /tmp, what holds the operator's own credentials or the kernel's files or lies below them, and what --files-from can't spell. */}}
{{- define "coffer.ownFolder" -}}
{{- if regexMatch "^/*(tmp|var|((var/+)?run(/+secrets)?))?/*$|^/+(proc|sys|dev|(var/+)?run/+secrets/+kubernetes[.]io)(/|$)|^[^/]|[,=]|/[.][.](/|$)" . -}}
own
{{- end -}}
{{- end }}

{{/* Variables of the container, but those that extraEnv has: a name that stands twice is refused by server-side apply. */}}
{{- define "coffer.variables" -}}
{{- $given := list -}}
{{- range .Values.controller.manager.extraEnv -}}
{{- $given = append $given .name -}}
{{- end -}}
{{- if not (has "POD_NAME" $given) }}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
{{- end }}
{{- if not (has "POD_IP" $given) }}
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
{{- end }}
{{- if not (has "DOTNET_GCgen0size" $given) }}
# Most of what an operator allocates is dead at once: a small youngest generation keeps the heap small.
- name: DOTNET_GCgen0size
  value: "0x400000"
{{- end }}
{{- /* Who reaches the runtime's diagnostic port can have the process' memory written to a file, and every token in it. */}}
{{- range $off := list "DOTNET_EnableDiagnostics" "DOTNET_DbgEnableMiniDump" }}
{{- if not (has $off $given) }}
- name: {{ $off }}
  value: "0"
{{- end }}
{{- end }}
{{- with .Values.controller.manager.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}
