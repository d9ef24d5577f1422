{{/*
Rights that make a token of a ServiceAccount worth more than the operator's own: where, group, resource and verbs, one a line. "here" is the account's namespace
(a right to the whole cluster is one here, too), "cluster" is everywhere at once. One check costs 350,000 of the 1,000,000 that an expression may cost in CEL and of the
10,000,000 of a policy: so two of them make a variable, and 28 a policy.
*/}}
{{- define "coffer.farReachingRights" -}}
here core pods create,update,patch
here core pods/exec get,create
here core pods/attach create
here core pods/ephemeralcontainers update,patch
here core replicationcontrollers create,update,patch
here apps deployments create,update,patch
here apps daemonsets create,update,patch
here apps statefulsets create,update,patch
here apps replicasets create,update,patch
here batch jobs create
here batch cronjobs create,update,patch
here core serviceaccounts/token create
here rbac.authorization.k8s.io roles bind,escalate
here rbac.authorization.k8s.io rolebindings create,update,patch
kube-system core secrets get,list
kube-system core pods create
kube-system core pods/exec create
kube-system core serviceaccounts/token create
kube-system apps deployments patch
kube-system apps daemonsets patch
cluster core secrets get,list,watch
cluster core users impersonate
cluster core groups impersonate
cluster core serviceaccounts impersonate
cluster core nodes update,patch
cluster core nodes/proxy get,create
cluster core persistentvolumes create
cluster rbac.authorization.k8s.io clusterroles bind,escalate
cluster rbac.authorization.k8s.io clusterrolebindings create,update,patch
cluster certificates.k8s.io certificatesigningrequests create
cluster certificates.k8s.io certificatesigningrequests/approval update,patch
cluster admissionregistration.k8s.io mutatingwebhookconfigurations create,update,patch
cluster admissionregistration.k8s.io validatingwebhookconfigurations create,update,patch
cluster admissionregistration.k8s.io validatingadmissionpolicies update,patch,delete
cluster admissionregistration.k8s.io validatingadmissionpolicybindings update,patch,delete
cluster apiextensions.k8s.io customresourcedefinitions update,patch
cluster apiregistration.k8s.io apiservices create,update,patch
{{- end }}

{{/* The rights above as checks in CEL, one a line. */}}
{{- define "coffer.farReachingChecks" -}}
{{- range $line := splitList "\n" (include "coffer.farReachingRights" .) -}}
{{- $right := splitList " " $line -}}
{{- $resource := splitList "/" (index $right 2) -}}
{{- $check := printf "variables.rights.group('%s').resource('%s')" (index $right 1 | replace "core" "") (first $resource) -}}
{{- if gt (len $resource) 1 -}}{{- $check = printf "%s.subresource('%s')" $check (last $resource) -}}{{- end -}}
{{- if eq (first $right) "here" -}}{{- $check = printf "%s.namespace(request.namespace)" $check -}}{{- end -}}
{{- if eq (first $right) "kube-system" -}}{{- $check = printf "%s.namespace('kube-system')" $check -}}{{- end -}}
{{- range $verb := splitList "," (index $right 3) }}
{{ printf "%s.check('%s').allowed()" $check $verb }}
{{- end -}}
{{- end -}}
{{- end }}
