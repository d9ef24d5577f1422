using System.Globalization;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;

namespace Coffer.Cluster.Tests.FourthKind;

/// <summary>Until when what was read is good; kept in a field of the snapshot that a KV secret has for its version.</summary>
internal sealed record MadeUpVersion(DateTimeOffset Until) : SourceVersion
{
    public override SecretSnapshot Into(SecretSnapshot snapshot) => snapshot with { KvVersion = Until.ToUnixTimeSeconds() };

    public override bool IsIn(SecretSnapshot snapshot) => snapshot.KvVersion == Until.ToUnixTimeSeconds();

    public override bool IsBehind(SecretSnapshot snapshot) => snapshot.KvVersion > Until.ToUnixTimeSeconds();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"until={Until:yyyy-MM-ddTHH:mm:ssZ}");

    public static DateTimeOffset? Of(SecretSnapshot snapshot) =>
        snapshot.KvVersion is { } until ? DateTimeOffset.FromUnixTimeSeconds(until) : null;
}
