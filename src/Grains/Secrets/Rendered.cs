using System.Collections.Immutable;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;

namespace Coffer.Grains.Secrets;

/// <summary>The bytes of one sync, its key, and what is told of it.</summary>
internal sealed record Rendered(SecretData Data, SyncedContent Content, ReadOnlyMemory<byte> Key)
{
    public ImmutableArray<string> Remarks { get; init; } = [];

    public override string ToString() => "***";
}
