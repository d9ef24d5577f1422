using Coffer.Contracts;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.StaticSecrets;

/// <summary>Words for what keeps a static secret from being in step. Reasons are the reference's where it has one.</summary>
public static class Problems
{
    /// <summary>Reason of <see cref="Behind"/>.</summary>
    public const string OlderVersion = "VaultBehind";

    /// <summary>What comes right elsewhere is noticed at the next try, which may be a while away.</summary>
    private const string AtOnce = $"It is tried again by itself; to have it tried at once, set the annotation {SyncPlan.ForceSyncAnnotation} to a new value";

    /// <summary>A sync was not done in the time that one may take.</summary>
    public static readonly Problem Late = new(
        "SyncTooSlow", "the sync was not done within 20 seconds and was given up: Vault or the API server is slow, or the templates of this namespace take too long (docs/limits.md). The last good Secret, if any, is kept");

    /// <summary>The operator had no room for what was read or made.</summary>
    public static readonly Problem OutOfMemory = new(
        "SyncTooLarge", "there was not enough memory to make the Secret: the secret in Vault, or what its templates make of it, is too large; make it smaller, or give the operator more memory. The last good Secret, if any, is kept");

    /// <summary>The manifest is wrong.</summary>
    public static Problem Spec(IEnumerable<SpecError> errors) =>
        new("VaultStaticSecretError", string.Join("; ", errors));

    /// <summary>Templates, patterns or SecretTransformations can't be used.</summary>
    public static Problem Transformation(string why) => new("TransformationError", $"{why}. The last good Secret, if any, is kept");

    /// <summary>There is no session to read with.</summary>
    public static Problem Session(Failure failure) => new("VaultClientConfigError", failure.Message);

    /// <summary>Vault refused the read, or could not be asked.</summary>
    public static Problem Read(Failure failure, SyncPlan plan) => new("VaultClientError", failure.Kind switch
    {
        FailureKind.NotFound => $"{Missing(failure, plan)}. {AtOnce}",
        FailureKind.Forbidden => $"{failure.Message.TrimEnd('.')}. {AtOnce}",
        FailureKind.TooLarge => $"{failure.Message}: a Kubernetes Secret holds 1048576 bytes. Split the secret at spec.path into several, or raise the operator's setting --vault-answer",
        _ => failure.Message,
    });

    /// <summary>The version is deleted, destroyed, or empty.</summary>
    public static Problem Absent(string why, SyncPlan plan) => new(
        "SecretAbsentInVault", $"{plan.Path}: {why}. The last good Secret is kept; put a new version, or undelete this one, to go on. {AtOnce}");

    /// <summary>The mount is a kv engine of the other version, e.g. since somebody upgraded it.</summary>
    public static Problem OtherEngine(SyncPlan plan) => new(
        "VaultClientError", $"mount '{plan.Mount}' is kv version {(plan.IsKv2 ? 1 : 2)}: set spec.type to {(plan.IsKv2 ? "kv-v1" : "kv-v2")}. The last good Secret, if any, is kept");

    /// <summary>The answer is not that of a KV engine of this type.</summary>
    public static Problem Unreadable(string why, SyncPlan plan) => new("SecretDataBuilderError", $"{plan.Path}: {why}. Check spec.type and spec.mount");

    /// <summary>The answer is nothing that a static secret may take.</summary>
    public static Problem Forbidden(string why, SyncPlan plan) => new("SourceForbidden", $"{plan.Path}: {why}. The last good Secret, if any, is kept");

    /// <summary>The data can't be made into a Secret.</summary>
    public static Problem Render(string why) => new("SecretDataBuilderError", why);

    /// <summary>The Kubernetes API did not take the Secret, or could not be asked.</summary>
    public static Problem Write(Failure failure) => new("SecretSyncError", $"{failure.Message}{Hint(failure)}");

    /// <summary>The API server would not take the Secret that is to replace another.</summary>
    public static Problem NotReplaced(ObjectKey secret, string? type, Failure failure) => new(
        "SecretSyncError", $"Secret {secret} stays as it is: the one of type {type} that is to replace it would not be taken. {failure.Message}{Hint(failure)}{OfType(failure)}");

    /// <summary>The API server did not take the successor although it had said so, and the old Secret is back.</summary>
    public static Problem PutBack(ObjectKey secret, string? type, Failure failure) => new(
        "SecretSyncError", $"Secret {secret} was put back as it was: the one of type {type} that replaced it was not taken. {failure.Message}. {TriedAgain("in 15 minutes")}");

    /// <summary>Neither the successor nor the old Secret could be created.</summary>
    public static Problem LostInReplacement(ObjectKey secret, string? type, Failure failure) => new(
        "SecretSyncError", $"Secret {secret} is missing: it was deleted to be replaced by one of type {type}, and then neither could be created. {failure.Message}. {TriedAgain("at once and then less and less often")}");

    /// <summary>Vault keeps answering with an older version than the Secret holds.</summary>
    public static Problem Behind(long version, long held, SyncPlan plan) => new(
        OlderVersion, $"{plan.Path}: Vault answers with version {version}, and the Secret holds version {held} already: a standby lags, or Vault was restored from a backup. The newer Secret is kept; to go back to what Vault has, set the annotation {SyncPlan.ForceSyncAnnotation} to a new value, or put a new version");

    /// <summary>The usual fault of a template that is written by hand.</summary>
    private static string Hint(Failure failure) => failure.Message.Contains("data[.dockerc", StringComparison.Ordinal) && failure.Message.Contains("]: Invalid value", StringComparison.Ordinal)
        ? ". What the template renders is no JSON object: let it build the text with dict and toJson, which escape what a password may hold"
        : "";

    private static string OfType(Failure failure) => failure.Message.Contains("exceeded quota", StringComparison.Ordinal) ? ". The quota must have room for one more Secret while this one is replaced"
        : failure.Kind != FailureKind.Invalid ? ""
        : ". Correct spec.destination.type, or give the Secret the keys that this type asks for (spec.destination.transformation)";

    private static string TriedAgain(string when) =>
        $"It is tried again {when}, or when the resource changes, e.g. its annotation {SyncPlan.ForceSyncAnnotation}";

    private static string Missing(Failure failure, SyncPlan plan)
    {
        if (failure.Message.Contains("namespace not found", StringComparison.Ordinal))
        {
            return $"{failure.Message}: create it (vault namespace create), or correct spec.namespace, here or in the VaultAuth";
        }

        var name = plan.IsKv2 ? plan.Path[(plan.Mount.Length + "/data/".Length)..] : plan.Path[(plan.Mount.Length + 1)..];
        var version = plan.Version > 0 ? $" in version {plan.Version}" : "";
        return $"Vault has no secret '{name}'{version} in mount '{plan.Mount}' ({failure.Message}): put it there (vault kv put -mount={plan.Mount} {name} key=value), or correct spec.path, spec.mount or spec.type";
    }
}
