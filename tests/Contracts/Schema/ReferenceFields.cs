namespace Coffer.Contracts.Tests.Schema;

/// <summary>
/// The API of the Vault Secrets Operator 1.4.1, field by field, written down from its published CRDs, with the fields that later releases
/// up to 2.0 added: the outside source that CRDs and models are held to. A line is path, type (with <c>!</c> when required) and rules.
/// Never change a line to make a test pass.
/// </summary>
internal static class ReferenceFields
{
    private const string Dur = @"pattern=^([0-9]+(\.[0-9]+)?(s|m|h))$";
    private const string DurDays = @"pattern=^([0-9]+(\.[0-9]+)?(s|m|h|d))$";
    /// <summary>The login methods.</summary>
    public const string Methods = "enum=kubernetes,jwt,appRole,aws,gcp";

    private const string Conditions = """
        status.conditions []object
        status.conditions[].type string! maxLength=316
        status.conditions[].status string! enum=True,False,Unknown
        status.conditions[].reason string! minLength=1 maxLength=1024 pattern=^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$
        status.conditions[].message string! maxLength=32768
        status.conditions[].lastTransitionTime date-time!
        status.conditions[].observedGeneration int64 minimum=0
        """;

    private const string Destination = """
        spec.destination object!
        spec.destination.name string!
        spec.destination.create boolean default=false
        spec.destination.overwrite boolean default=false
        spec.destination.labels {}string
        spec.destination.annotations {}string
        spec.destination.type string
        spec.destination.transformation object
        spec.destination.transformation.templates {}object
        spec.destination.transformation.templates{}.name string
        spec.destination.transformation.templates{}.text string!
        spec.destination.transformation.transformationRefs []object
        spec.destination.transformation.transformationRefs[].name string!
        spec.destination.transformation.transformationRefs[].namespace string
        spec.destination.transformation.transformationRefs[].templateRefs []object
        spec.destination.transformation.transformationRefs[].templateRefs[].name string!
        spec.destination.transformation.transformationRefs[].templateRefs[].keyOverride string
        spec.destination.transformation.transformationRefs[].ignoreIncludes boolean
        spec.destination.transformation.transformationRefs[].ignoreExcludes boolean
        spec.destination.transformation.includes []string
        spec.destination.transformation.excludes []string
        spec.destination.transformation.excludeRaw boolean
        """;

    private const string RestartTargets = """
        spec.rolloutRestartTargets []object
        spec.rolloutRestartTargets[].kind string! enum=Deployment,DaemonSet,StatefulSet,argo.Rollout
        spec.rolloutRestartTargets[].name string!
        """;

    private const string ClientMeta = """
        status.vaultClientMeta object
        status.vaultClientMeta.cacheKey string
        status.vaultClientMeta.id string
        """;

    private const string VaultConnection = $$"""
        spec.address string!
        spec.headers {}string
        spec.tlsServerName string
        spec.caCertSecretRef string
        spec.caCertPath string
        spec.skipTLSVerify boolean! default=false
        spec.timeout string {{Dur}}
        status.valid boolean!
        {{Conditions}}
        """;

    private const string VaultAuth = $$"""
        spec.vaultConnectionRef string
        spec.vaultAuthGlobalRef object
        spec.vaultAuthGlobalRef.name string pattern=^([a-z0-9.-]{1,253})$
        spec.vaultAuthGlobalRef.namespace string pattern=^([a-z0-9-]{1,63})$
        spec.vaultAuthGlobalRef.allowDefault boolean
        spec.vaultAuthGlobalRef.mergeStrategy object
        spec.vaultAuthGlobalRef.mergeStrategy.headers string enum=union,replace,none
        spec.vaultAuthGlobalRef.mergeStrategy.params string enum=union,replace,none
        spec.namespace string
        spec.allowedNamespaces []string
        spec.method string {{Methods}}
        spec.mount string
        spec.params {}string
        spec.headers {}string
        spec.kubernetes object
        spec.kubernetes.role string
        spec.kubernetes.serviceAccount string
        spec.kubernetes.audiences []string
        spec.kubernetes.tokenExpirationSeconds int64 default=600 minimum=600
        spec.jwt object
        spec.jwt.role string
        spec.jwt.secretRef string
        spec.jwt.serviceAccount string
        spec.jwt.audiences []string
        spec.jwt.tokenExpirationSeconds int64 default=600 minimum=600
        spec.appRole object
        spec.appRole.roleId string
        spec.appRole.secretRef string
        spec.appRole.secretIDPath string
        spec.aws object
        spec.aws.role string
        spec.aws.region string
        spec.aws.headerValue string
        spec.aws.sessionName string
        spec.aws.stsEndpoint string
        spec.aws.iamEndpoint string
        spec.aws.secretRef string
        spec.aws.irsaServiceAccount string
        spec.gcp object
        spec.gcp.role string
        spec.gcp.workloadIdentityServiceAccount string
        spec.gcp.region string
        spec.gcp.clusterName string
        spec.gcp.projectID string
        spec.storageEncryption object
        spec.storageEncryption.mount string!
        spec.storageEncryption.keyName string!
        status.valid boolean
        status.error string
        status.specHash string
        {{Conditions}}
        """;

    private const string VaultAuthGlobal = $$"""
        spec.allowedNamespaces []string
        spec.vaultConnectionRef string
        spec.defaultVaultNamespace string
        spec.defaultAuthMethod string {{Methods}}
        spec.defaultMount string
        spec.params {}string
        spec.headers {}string
        spec.kubernetes object
        spec.kubernetes.role string
        spec.kubernetes.serviceAccount string
        spec.kubernetes.audiences []string
        spec.kubernetes.tokenExpirationSeconds int64 default=600 minimum=600
        spec.kubernetes.namespace string
        spec.kubernetes.mount string
        spec.kubernetes.params {}string
        spec.kubernetes.headers {}string
        spec.jwt object
        spec.jwt.role string
        spec.jwt.secretRef string
        spec.jwt.serviceAccount string
        spec.jwt.audiences []string
        spec.jwt.tokenExpirationSeconds int64 default=600 minimum=600
        spec.jwt.namespace string
        spec.jwt.mount string
        spec.jwt.params {}string
        spec.jwt.headers {}string
        spec.appRole object
        spec.appRole.roleId string
        spec.appRole.secretRef string
        spec.appRole.secretIDPath string
        spec.appRole.namespace string
        spec.appRole.mount string
        spec.appRole.params {}string
        spec.appRole.headers {}string
        spec.aws object
        spec.aws.role string
        spec.aws.region string
        spec.aws.headerValue string
        spec.aws.sessionName string
        spec.aws.stsEndpoint string
        spec.aws.iamEndpoint string
        spec.aws.secretRef string
        spec.aws.irsaServiceAccount string
        spec.aws.namespace string
        spec.aws.mount string
        spec.aws.params {}string
        spec.aws.headers {}string
        spec.gcp object
        spec.gcp.role string
        spec.gcp.workloadIdentityServiceAccount string
        spec.gcp.region string
        spec.gcp.clusterName string
        spec.gcp.projectID string
        spec.gcp.namespace string
        spec.gcp.mount string
        spec.gcp.params {}string
        spec.gcp.headers {}string
        status.valid boolean!
        status.error string!
        """;

    private const string VaultStaticSecret = $$"""
        spec.vaultAuthRef string
        spec.namespace string
        spec.mount string!
        spec.path string!
        spec.type string! enum=kv-v1,kv-v2
        spec.version integer minimum=0
        spec.refreshAfter string {{Dur}}
        spec.hmacSecretData boolean default=true
        {{RestartTargets}}
        {{Destination}}
        spec.syncConfig object
        spec.syncConfig.instantUpdates boolean
        status.lastGeneration int64!
        status.secretMAC string
        {{ClientMeta}}
        {{Conditions}}
        """;

    /// <summary>Of a VaultDynamicSecret since 2.0, as of a VaultStaticSecret since 0.8.</summary>
    private const string InstantUpdates = """
        spec.syncConfig object
        spec.syncConfig.instantUpdates boolean
        """;

    private const string VaultDynamicSecret = $$"""
        spec.vaultAuthRef string
        spec.namespace string
        spec.mount string!
        spec.path string!
        spec.requestHTTPMethod string enum=GET,POST,PUT
        spec.params {}string
        spec.renewalPercent integer default=67 minimum=0 maximum=90
        spec.revoke boolean
        spec.allowStaticCreds boolean
        spec.refreshAfter string {{Dur}}
        {{InstantUpdates}}
        {{RestartTargets}}
        {{Destination}}
        status.lastRenewalTime int64!
        status.lastGeneration int64!
        status.secretLease object!
        status.secretLease.id string!
        status.secretLease.duration integer!
        status.secretLease.renewable boolean!
        status.secretLease.requestID string!
        status.staticCredsMetaData object
        status.staticCredsMetaData.lastVaultRotation int64!
        status.staticCredsMetaData.rotationPeriod int64!
        status.staticCredsMetaData.rotationSchedule string
        status.staticCredsMetaData.ttl int64!
        status.lastRuntimePodUID string
        status.secretMAC string
        {{ClientMeta}}
        {{Conditions}}
        """;

    private const string VaultPkiSecret = $$"""
        spec.vaultAuthRef string
        spec.namespace string
        spec.mount string!
        spec.role string!
        spec.issuerRef string
        spec.revoke boolean
        spec.clear boolean
        spec.expiryOffset string {{Dur}}
        spec.ttl string {{DurDays}}
        spec.commonName string
        spec.altNames []string
        spec.ipSans []string
        spec.uriSans []string
        spec.otherSans []string
        spec.userIDs []string
        spec.format string
        spec.privateKeyFormat string
        spec.notAfter string
        spec.excludeCNFromSans boolean
        {{RestartTargets}}
        {{Destination}}
        status.serialNumber string
        status.expiration int64
        status.lastGeneration int64!
        status.lastRotation int64!
        status.secretMAC string
        status.valid boolean!
        status.error string!
        {{Conditions}}
        """;

    private const string SecretTransformation = $$"""
        spec.templates {}object
        spec.templates{}.name string
        spec.templates{}.text string!
        spec.sourceTemplates []object
        spec.sourceTemplates[].name string
        spec.sourceTemplates[].text string!
        spec.includes []string
        spec.excludes []string
        status.valid boolean!
        status.error string!
        {{Conditions}}
        """;

    private static readonly Dictionary<string, string> Tables = new()
    {
        ["VaultConnection"] = VaultConnection,
        ["VaultAuth"] = VaultAuth,
        ["VaultAuthGlobal"] = VaultAuthGlobal,
        ["VaultStaticSecret"] = VaultStaticSecret,
        ["VaultDynamicSecret"] = VaultDynamicSecret,
        ["VaultPKISecret"] = VaultPkiSecret,
        ["SecretTransformation"] = SecretTransformation,
    };

    public static IReadOnlyList<string> Of(string kind) => Lines(Tables[kind]);

    public static string[] Lines(string table) => table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static string ConditionFields => Conditions;
}
