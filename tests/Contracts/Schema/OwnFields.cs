namespace Coffer.Contracts.Tests.Schema;

/// <summary>What Coffer adds to the reference's API. None of it is required: what was written for the reference stays valid.</summary>
internal static class OwnFields
{
    private const string Journal = """
        status.observedGeneration int64
        status.journalVersion int64 minimum=0
        status.history []string maxItems=16 itemLength=256
        """;

    private const string Snapshot = """
        status.snapshot object
        status.snapshot.contentDigest string
        status.snapshot.restartDigest string
        status.snapshot.kvVersion int64
        status.snapshot.kvCreatedTime string
        status.snapshot.secretName string
        status.snapshot.secretKeys int64 minimum=0
        status.snapshot.keyID string
        status.snapshot.secretUID string
        status.snapshot.secretResourceVersion string
        status.snapshot.secretType string
        status.snapshot.previousSecretName string
        status.snapshot.syncedGeneration int64
        status.snapshot.inputs string
        status.snapshot.forceSync string
        status.snapshot.lastSyncTime date-time
        status.snapshot.changedTime date-time
        status.snapshot.restartID string
        status.snapshot.restartOutcomes []object maxItems=64
        status.snapshot.restartOutcomes[].effect string!
        status.snapshot.restartOutcomes[].id string!
        status.snapshot.restartOutcomes[].problem string maxLength=512
        status.snapshot.restartOutcomes[].target string!
        status.snapshot.restartTargetsPending []string
        status.snapshot.phase string
        status.snapshot.releasedUID string
        status.snapshot.remarks string
        status.snapshot.replacing string
        status.snapshot.resourceUID string
        status.snapshot.certificate object
        status.snapshot.certificate.asked string
        status.snapshot.certificate.issued date-time!
        status.snapshot.certificate.notAfter date-time!
        status.snapshot.certificate.notBefore date-time!
        status.snapshot.certificate.serialNumber string!
        status.snapshot.returns []object maxItems=8
        status.snapshot.returns[].id string!
        status.snapshot.returns[].restartID string
        status.snapshot.returns[].since date-time!
        status.snapshot.returns[].until date-time
        """;

    private const string MapOfDestination = """
        spec.destination.transformation.mapTemplate object
        spec.destination.transformation.mapTemplate.name string
        spec.destination.transformation.mapTemplate.text string!
        """;

    private const string MapOfTransformation = """
        spec.mapTemplate object
        spec.mapTemplate.name string
        spec.mapTemplate.text string!
        """;

    /// <summary>Methods of our own, as further values of the reference's enumeration.</summary>
    public const string Methods = ",cert,token";

    private const string Auth = """
        spec.cert object
        spec.cert.role string
        spec.cert.secretRef string maxLength=253
        spec.token object
        spec.token.key string maxLength=253
        spec.token.secretRef string maxLength=253
        """;

    private const string AuthGlobal = """
        spec.cert object
        spec.cert.role string
        spec.cert.secretRef string
        spec.cert.namespace string
        spec.cert.mount string
        spec.cert.params {}string
        spec.cert.headers {}string
        spec.token object
        spec.token.key string
        spec.token.secretRef string
        spec.token.namespace string
        spec.token.mount string
        spec.token.params {}string
        spec.token.headers {}string
        """;

    public static IReadOnlyList<string> Of(string kind) => ReferenceFields.Lines(kind switch
    {
        "VaultStaticSecret" or "VaultPKISecret" => Journal + "\n" + Snapshot + "\n" + MapOfDestination,
        "VaultDynamicSecret" => Journal + "\n" + MapOfDestination,
        "VaultConnection" => "status.observedGeneration int64\nspec.redirectHosts []string maxItems=16 itemLength=256",
        "SecretTransformation" => "status.observedGeneration int64\n" + MapOfTransformation,
        "VaultAuth" => "status.observedGeneration int64\n" + Auth,
        "VaultAuthGlobal" => AuthGlobal + "\nstatus.observedGeneration int64\n" + ReferenceFields.ConditionFields,
        _ => "status.observedGeneration int64",
    });
}
