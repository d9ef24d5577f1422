using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Secrets;

/// <summary>Words for what keeps a secret from being in step. Reasons are the reference's where it has one.</summary>
public static class Problems
{
    /// <summary>What comes right elsewhere is noticed at the next try, which may be a while away.</summary>
    public const string AtOnce =
        $"It is tried again by itself; to have it tried at once, set the annotation {SecretSpec.ForceSyncAnnotation} to a new value";

    /// <summary>A sync was not done in the time that one may take.</summary>
    public static readonly Problem Late = new(
        "SyncTooSlow", "the sync was not done within 20 seconds and was given up: Vault or the API server is slow, or the templates of "
            + "this namespace take too long (docs/limits.md). The last good Secret, if any, is kept");

    /// <summary>The operator had no room for what was read or made.</summary>
    public static readonly Problem OutOfMemory = new(
        "SyncTooLarge", "there was not enough memory to make the Secret: the secret in Vault, or what its templates make of it, is too "
            + "large; make it smaller, or give the operator more memory. The last good Secret, if any, is kept");

    /// <summary>The manifest is wrong.</summary>
    public static Problem Spec(ResourceKind kind, IEnumerable<SpecError> errors) => new($"{kind}Error", string.Join("; ", errors));

    /// <summary>Templates, patterns or SecretTransformations can't be used.</summary>
    public static Problem Transformation(string why) => new("TransformationError", $"{why}. The last good Secret, if any, is kept");

    /// <summary>There is no session to read with.</summary>
    public static Problem Session(Failure failure) => new("VaultClientConfigError", failure.Message);

    /// <summary>Vault refused the read, or could not be asked.</summary>
    public static Problem Read(Failure failure) => Read(failure.Kind switch
    {
        FailureKind.NotFound => $"{failure.Message}. {AtOnce}",
        FailureKind.Forbidden => $"{failure.Message.TrimEnd('.')}. {AtOnce}",
        FailureKind.TooLarge => $"{failure.Message}: a Kubernetes Secret holds 1048576 bytes. Split the secret at spec.path into several, "
            + "or raise the operator's setting --vault-answer",
        _ => failure.Message,
    });

    /// <summary>Vault refused the read, in words of the source.</summary>
    public static Problem Read(string why) => new("VaultClientError", why);

    /// <summary>The answer is nothing that may be made into a Secret.</summary>
    public static Problem Forbidden(string why, SourceRequest request) =>
        new("SourceForbidden", $"{request.Path}: {why}. The last good Secret, if any, is kept");

    /// <summary>The data can't be made into a Secret.</summary>
    public static Problem Render(string why) => new("SecretDataBuilderError", why);

    /// <summary>The Kubernetes API did not take the Secret, or could not be asked.</summary>
    public static Problem Write(Failure failure) => new("SecretSyncError", $"{failure.Message}{Hint(failure)}");

    /// <summary>The API server would not take the Secret that is to replace another.</summary>
    public static Problem NotReplaced(ObjectKey secret, string? type, Failure failure) => new(
        "SecretSyncError", $"Secret {secret} stays as it is: the one of type {type} that is to replace it would not be taken. "
            + $"{failure.Message}{Hint(failure)}{OfType(failure)}");

    /// <summary>The API server did not take the successor although it had said so, and the old Secret is back.</summary>
    public static Problem PutBack(ObjectKey secret, string? type, Failure failure) => new(
        "SecretSyncError", $"Secret {secret} was put back as it was: the one of type {type} that replaced it was not taken. "
            + $"{failure.Message}. {TriedAgain("in 15 minutes")}");

    /// <summary>Neither the successor nor the old Secret could be created.</summary>
    public static Problem LostInReplacement(ObjectKey secret, string? type, Failure failure) => new(
        "SecretSyncError", $"Secret {secret} is missing: it was deleted to be replaced by one of type {type}, and then neither could be "
            + $"created. {failure.Message}. {TriedAgain("at once and then less and less often")}");

    /// <summary>The usual fault of a template that is written by hand.</summary>
    private static string Hint(Failure failure) => failure.Message.Contains("data[.dockerc", StringComparison.Ordinal)
        && failure.Message.Contains("]: Invalid value", StringComparison.Ordinal)
        ? ". What the template renders is no JSON object: let it build the text with dict and toJson, which escape what a password may hold"
        : "";

    private static string OfType(Failure failure) => failure.Message.Contains("exceeded quota", StringComparison.Ordinal)
            ? ". The quota must have room for one more Secret while this one is replaced"
        : failure.Kind != FailureKind.Invalid ? ""
        : ". Correct spec.destination.type, or give the Secret the keys that this type asks for (spec.destination.transformation)";

    private static string TriedAgain(string when) =>
        $"It is tried again {when}, or when the resource changes, e.g. its annotation {SecretSpec.ForceSyncAnnotation}";
}
