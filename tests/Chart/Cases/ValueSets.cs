using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Cases;

/// <summary>Values that people may install with. Each set is rendered, and every object judged.</summary>
internal static class ValueSets
{
    public const string Everything = """
        controller:
          replicas: 5
          minReadySeconds: 30
          preStopSleepSeconds: 0
          strategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 25%, maxSurge: 2 } }
          imagePullSecrets: [{ name: registry }]
          priorityClassName: system-cluster-critical
          hostAliases: [{ ip: 10.1.2.3, hostnames: [vault.internal] }]
          nodeSelector: { kubernetes.io/os: linux, pool: "7" }
          tolerations: [{ key: dedicated, operator: Equal, value: infra, effect: NoSchedule, tolerationSeconds: 30 }]
          affinity:
            podAntiAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 100
                  podAffinityTerm: { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { a: b } } }
          topologySpreadConstraints:
            - { maxSkew: 2, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { mine: "yes" } } }
            - { maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway }
          extraLabels: { team: platform, version: "1.10" }
          annotations: { linkerd.io/inject: enabled, number: "5" }
          podDisruptionBudget: { minAvailable: 50% }
          rbac:
            clusterRoleAggregation:
              viewerRoles: [VaultAuth, VaultConnection]
              editorRoles: ["*"]
              userFacingRoles: { view: true, edit: true }
          manager:
            image: { repository: registry.example.org:5000/team/coffer, tag: "1.10", pullPolicy: Always }
            logging: { level: debug-extended, format: text }
            extraArgs: ["--http-address=0.0.0.0"]
            extraEnv:
              - { name: HTTPS_PROXY, value: "http://proxy:3128" }
              - { name: NODE, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }
            volumes:
              - { name: ca, configMap: { name: ca, items: [{ key: ca.crt, path: ca.crt }] }, mountPath: /etc/ca, readOnly: true }
              - { name: scratch, emptyDir: {} }
            kubeClient: { requests: 100 }
            vaultClient: { requests: 16, timeout: 5s }
            restarts: { window: 1s, interval: 2m }
            adopt: true
            globalTransformationOptions: { excludeRaw: true }
            dashboard: { enabled: true }
            resources: { requests: { cpu: 1, memory: 1Gi }, limits: { cpu: 1500m } }
        serviceAccount: { name: operator, annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::1:role/x" } }
        networkPolicy: { httpFrom: [{ namespaceSelector: { matchLabels: { name: monitoring } } }] }
        metricsService: { type: NodePort, ports: [{ name: http, port: 9090 }, { name: https, port: 8443, protocol: TCP, targetPort: https }] }
        telemetry:
          serviceMonitor: { enabled: true, selectors: { release: prometheus }, interval: 1m, scrapeTimeout: 20s }
          prometheusRule: { enabled: true, selectors: { release: prometheus } }
          grafanaDashboard: { enabled: true, annotations: { grafana_folder: Coffer } }
        defaultVaultConnection:
          { enabled: true, address: "https://vault.example.org:8200", caCertSecret: ca, tlsServerName: vault, skipTLSVerify: false, timeout: 10s, headers: { X-Team: platform } }
        defaultAuthMethod:
          enabled: true
          namespace: admin
          allowedNamespaces: ["*"]
          kubernetes: { role: coffer, serviceAccount: vault, tokenAudiences: [vault] }
          headers: { X-A: b }
          params: { c: d }
          vaultAuthGlobalRef: { enabled: true, name: default, allowDefault: false, mergeStrategy: { headers: union, params: replace } }
        """;

    /// <summary>As a user of the reference's chart might have it, with values that Coffer ignores.</summary>
    public const string Reference = """
        controller:
          replicas: 1
          kubeRbacProxy: { image: { repository: quay.io/brancz/kube-rbac-proxy, tag: v0.18.1 } }
          podDisruptionBudget: { enabled: true, maxUnavailable: "0", minAvailable: "0" }
          manager:
            logging: { level: info, timeEncoding: rfc3339, stacktraceLevel: panic }
            globalTransformationOptions: { excludeRaw: false }
            globalVaultAuthOptions: { allowDefaultGlobals: true }
            backoffOnSecretSourceError: { initialInterval: 5s, maxInterval: 60s, multiplier: 1.5 }
            clientCache: { persistenceModel: direct-encrypted, cacheSize: 10000, storageEncryption: { enabled: true, mount: kubernetes } }
            maxConcurrentReconciles: 100
            kubeClient: { qps: 10, burst: 20 }
          podSecurityContext: { runAsNonRoot: true }
          securityContext: { allowPrivilegeEscalation: false }
          controllerConfigMapYaml: { leaderElection: { leaderElect: true } }
          kubernetesClusterDomain: cluster.local
          terminationGracePeriodSeconds: 120
          preDeleteHookTimeoutSeconds: 120
        metricsService: { type: ClusterIP, ports: [{ name: https, port: 8443, protocol: TCP, targetPort: https }] }
        telemetry: { serviceMonitor: { enabled: true, scheme: https, port: https, path: /metrics, bearerTokenFile: /var/run/token } }
        hooks: { upgradeCRDs: { enabled: true, backoffLimit: 5 } }
        csi: { enabled: true, driver: { extraArgs: [] } }
        tests: { enabled: true }
        """;

    /// <summary>Every value of the reference's chart with its default, as somebody has it who copied that chart's values.yaml.</summary>
    public static readonly string ReferenceDefaults = Repository.Read("tests/Chart/Cases/reference-values.yaml");

    /// <summary>The file that the chart comes with for clusters with tenants.</summary>
    public static readonly string Hardened = Repository.Read("helm/coffer/values-hardened.yaml");

    public static IReadOnlyList<Release> All { get; } =
    [
        new(),
        new(Everything),
        new(Hardened),
        new(Reference),
        new(ReferenceDefaults),
        new(Everything, "a-release-with-a-name-as-long-as-helm-lets-one-be-53c",
            "a-namespace-with-a-name-as-long-as-kubernetes-lets-one-be-in-63c"),
        new("controller: { replicas: 1 }", "ops", "default"),
        new("controller: { replicas: 0 }"),
        new("controller: { replicas: 3, podDisruptionBudget: { minAvailable: 2 } }"),
        new("controller: { replicas: 3, podDisruptionBudget: { maxUnavailable: \"1\" } }"),
        new("controller: { replicas: 3, podDisruptionBudget: { maxUnavailable: 34% } }"),
        new("controller: { podDisruptionBudget: { enabled: false }, topologySpreadConstraints: [] }"),
        new("{ nameOverride: vault-operator, fullnameOverride: vso }"),
        new("controller: { manager: { image: { digest: \"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\" } } }"),
        new("rbac: { secrets: named }"),
        new("rbac: { secrets: { namespaces: [team-b, team-a] }, userRoles: false }"),
        new("rbac: { secrets: { namespaces: [team-a, coffer-system] }, tokens: { policy: { enabled: false }, serviceAccounts: [vault] } }"),
        new("rbac: { create: false, userRoles: false, tokens: { policy: { enabled: false } } }"),
        new("rbac: { tokens: { policy: { audiences: [], allowHarmless: false, namespaces: [a, b], serviceAccounts: [a/x, b/y] } } }"),
        new("rbac: { policies: { enabled: true, workloads: false, resources: false, allowedSecretTypes: [example.org/own] }, tokens: { "
            + "policy: { maxExpirationSeconds: 600 } } }"),
        new("{ controller: { rbac: { enabled: false } }, certManager: { approverRBAC: { enabled: true } } }"),
        new("serviceAccount: { create: false, name: mine }"),
        new("""
            controller:
              { strategy: null, extraLabels: null, annotations: null, nodeSelector: null, tolerations: null, affinity: null, topologySpreadConstraints: null, hostAliases: null, imagePullSecrets: null,
                manager: { extraArgs: null, extraEnv: null, volumes: null, resources: null } }
            serviceAccount: { annotations: null }
            networkPolicy: { httpFrom: null }
            telemetry: { serviceMonitor: { enabled: true, selectors: null }, grafanaDashboard: { enabled: true, labels: null, annotations: null } }
            """),
        new("controller: { podSecurityContext: { runAsUser: null, runAsGroup: null, fsGroup: null } }"),
        new("""
            controller:
              extraLabels: { app.kubernetes.io/name: mine, app.kubernetes.io/version: "7" }
              annotations: { kubectl.kubernetes.io/default-container: sidecar }
            telemetry:
              serviceMonitor: { enabled: true, selectors: { app.kubernetes.io/component: monitoring } }
              grafanaDashboard: { enabled: true, labels: { app.kubernetes.io/version: "7" } }
            """),
        new("networkPolicy: { egress: { enabled: true, apiServer: [{ ipBlock: { cidr: 10.0.0.1/32 } }], apiServerPorts: [6443], to: [{ to: "
            + "[{ podSelector: { matchLabels: { app: vault } } }], ports: [{ port: 8200 }] }] } }"),
        new("{ rbac: { policies: null }, networkPolicy: { egress: null } }"),
        new("{ networkPolicy: { enabled: false }, metricsService: { enabled: false } }"),
        new("{ telemetry: { objectMetrics: true }, controller: { manager: { templateLimits: { output: 64000000, steps: 1000, depth: 10, "
            + "regex: 1000000, time: 10s }, dashboard: { enabled: true, userRole: true } } } }"),
        new("{ csi: null, controller: { manager: { clientCache: null, templateLimits: null, dashboard: { userRole: null } } }, telemetry: "
            + "{ objectMetrics: null, serviceMonitor: { enabled: true, interval: null, scrapeTimeout: null } } }"),
        new("enabled: true", "my.release"),
        new("defaultVaultConnection: { enabled: true, address: \"http://vault:8200\", skipTLSVerify: true, caCertPath: /etc/ca/ca.crt }"),
        new("defaultAuthMethod: { enabled: true, method: jwt, mount: jwt, jwt: { role: r, secretRef: token } }"),
        new("defaultAuthMethod: { enabled: true, method: jwt, mount: jwt, jwt: { role: r, tokenAudiences: [vault] } }"),
        new("defaultAuthMethod: { enabled: true, method: appRole, mount: approle, appRole: { roleId: id, secretRef: secret } }"),
        new("defaultAuthMethod: { enabled: true, method: appRole, mount: approle, appRole: { roleId: id, secretIDPath: /etc/id } }"),
        new("defaultAuthMethod: { enabled: true, method: aws, mount: aws, aws: { role: r, region: eu-west-1, "
            + "irsaServiceAccount: sa }, params: { a: b } }"),
        new("defaultAuthMethod: { enabled: true, method: gcp, mount: gcp, gcp: { role: r, "
            + "workloadIdentityServiceAccount: sa }, params: { a: b } }"),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, All.Count)];
}
