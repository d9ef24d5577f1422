using System.Globalization;
using System.Security.Cryptography;

namespace Coffer.Kube.Membership;

/// <summary>
/// The table's version as it is stored, and its ETag: <c>17.5c3a91f0</c>. Never the resourceVersion, which each sign of life moves.
/// </summary>
/// <param name="Number">Grows with each change of a row.</param>
/// <param name="Life">Drawn when the object is made: a write that was meant for an object since deleted must not fit its successor.</param>
internal sealed record TableStamp(int Number, string Life)
{
    public TableStamp Next => this with { Number = Number + 1 };

    public TableVersion Version => new(Number, ToString());

    public static TableStamp New(int number) => new(number, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));

    /// <summary>The stamp that a write sets; null when it was prepared from something that is no stamp of ours.</summary>
    public static TableStamp? After(TableVersion wanted) =>
        TryParse(wanted.VersionEtag) is { } held ? held with { Number = wanted.Version } : null;

    public static TableStamp? TryParse(string? text) =>
        text?.Split('.') is [var number, { Length: > 0 } life]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new TableStamp(value, life)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}.{Life}");
}
