namespace Coffer.Contracts.Ports;

/// <summary>Writes destination Secrets by server-side apply with the field manager <c>coffer</c>, own keys only.</summary>
public interface ISecretWriter
{
    /// <summary>Applies (force, so that a tampered key is ours again) with the manifest's resourceVersion as precondition and asks for metadata only.
    /// Conflict: the Secret has another version, or exists although none was expected. NotFound: the namespace is missing. Invalid: message of the API server, without values.</summary>
    Task<Outcome<SecretVersion>> ApplyAsync(SecretManifest manifest, CancellationToken cancellation);

    /// <summary>
    /// Has the API server check what an apply would create, admission included, under another name that nothing bears; nothing is stored. Tells what <see cref="ApplyAsync"/> would tell of a Secret
    /// that is not there yet, beside those that are: a quota must have room for one more.
    /// </summary>
    Task<Outcome<Done>> TryAsync(SecretManifest manifest, CancellationToken cancellation);

    /// <summary>Deletes with uid and, where given, resourceVersion as preconditions. NotFound counts as success.</summary>
    Task<Outcome<Done>> DeleteAsync(ObjectKey secret, string uid, string? resourceVersion, CancellationToken cancellation);

    /// <summary>Turns the fields that another operator owns by <c>Update</c> on this Secret into our <c>Apply</c> entry: a JSON patch of managedFields with a <c>test</c> on resourceVersion. Returns the new version.</summary>
    Task<Outcome<SecretVersion>> TakeOwnershipAsync(ObjectKey secret, string resourceVersion, CancellationToken cancellation);
}

/// <summary>Reads Secrets live.</summary>
public interface ISecretReader
{
    /// <summary>One GET with data. NotFound when there is none.</summary>
    Task<Outcome<SecretContent>> ReadAsync(ObjectKey secret, CancellationToken cancellation);

    /// <summary>One metadata-only GET. NotFound when there is none.</summary>
    Task<Outcome<SecretSighting>> LookAsync(ObjectKey secret, CancellationToken cancellation);
}

/// <summary>What a Secret shall be. Holds secret bytes: lives in the locals of one call and prints without them.</summary>
public sealed record SecretManifest
{
    /// <summary>The Secret.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>Version that must be the current one; <c>"1"</c> when there must be none yet (an apply with it creates, and conflicts with whatever exists).</summary>
    public required string ResourceVersion { get; init; }

    /// <summary>The data, all keys that are ours.</summary>
    public required IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Data { get; init; }

    /// <summary>Type; null leaves an existing one.</summary>
    public string? Type { get; init; }

    /// <summary>Makes the Secret immutable; false says nothing of it.</summary>
    public bool Immutable { get; init; }

    /// <summary>Labels that are ours.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations that are ours, <see cref="SecretAnnotations"/> among them.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The one owner reference (no controller, no blockOwnerDeletion); null for a Secret that is not ours to own.</summary>
    public Owner? Owner { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"manifest of {Key}";
}

/// <summary>An owner reference's fields.</summary>
[GenerateSerializer, Immutable, Alias("coffer.Owner")]
public sealed record Owner([property: Id(0)] string ApiVersion, [property: Id(1)] string Kind, [property: Id(2)] string Name, [property: Id(3)] string Uid);

/// <summary>Identity and version of a Secret.</summary>
public sealed record SecretVersion(string Uid, string ResourceVersion);

/// <summary>Annotations that Coffer puts on a destination Secret.</summary>
public static class SecretAnnotations
{
    /// <summary>Content digest of what was written.</summary>
    public const string Digest = "coffer.secrets.hashicorp.com/content-digest";

    /// <summary>Who wrote it: <c>Kind/namespace/name</c> of the custom resource.</summary>
    public const string Source = "coffer.secrets.hashicorp.com/source";
}

/// <summary>A Secret as its metadata shows it; no values.</summary>
[GenerateSerializer, Immutable, Alias("coffer.SecretSighting")]
public sealed record SecretSighting
{
    /// <summary>The Secret.</summary>
    [Id(0)]
    public required ObjectKey Key { get; init; }

    /// <summary>Its UID; empty when it was seen to be gone and the UID is not known.</summary>
    [Id(1)]
    public required string Uid { get; init; }

    /// <summary>Its version; of a deletion, the version of the deletion.</summary>
    [Id(2)]
    public required string ResourceVersion { get; init; }

    /// <summary>True when it is deleted or being deleted.</summary>
    [Id(3)]
    public bool Deleted { get; init; }

    /// <summary>Labels.</summary>
    [Id(4)]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations.</summary>
    [Id(5)]
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Owner references.</summary>
    [Id(6)]
    public IReadOnlyList<Owner> Owners { get; init; } = [];

    /// <summary>Data keys that our Apply entry owns and nobody else changed since, sorted; from managedFields.</summary>
    [Id(7)]
    public IReadOnlyList<string> OwnedKeys { get; init; } = [];

    /// <summary>Field managers other than ours that own data keys, sorted: somebody has written here by hand, or another operator.</summary>
    [Id(8)]
    public IReadOnlyList<string> OtherDataManagers { get; init; } = [];

    /// <summary>Field managers other than ours that own our stamp (<see cref="SecretAnnotations.Digest"/>): another operator contests this Secret.</summary>
    [Id(9)]
    public IReadOnlyList<string> OtherStampManagers { get; init; } = [];

    /// <summary>Field manager other than ours that wrote the Secret last; null when none has.</summary>
    [Id(10)]
    public string? LastOtherManager { get; init; }
}

/// <summary>A Secret with its values: lives in the locals of one call and prints without them.</summary>
public sealed record SecretContent
{
    /// <summary>Its metadata.</summary>
    public required SecretSighting Metadata { get; init; }

    /// <summary>Its type.</summary>
    public required string Type { get; init; }

    /// <summary>Whether it is immutable.</summary>
    public bool Immutable { get; init; }

    /// <summary>Its data.</summary>
    public required IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Data { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"content of {Metadata.Key}";
}
