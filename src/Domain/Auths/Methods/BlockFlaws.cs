using Coffer.Contracts.Resources;
using Coffer.Domain.Limits;

namespace Coffer.Domain.Auths.Methods;

/// <summary>Checks that the blocks of several methods share.</summary>
internal static class BlockFlaws
{
    private const long MinTokenSeconds = 600;

    public static IEnumerable<string> Need(string field, string? value) => string.IsNullOrEmpty(value) ? [$"{field}: is missing"] : [];

    /// <summary>A name of an object, where one is given.</summary>
    public static IEnumerable<string> Named(string field, string? name) =>
        string.IsNullOrEmpty(name) || KubeNames.Fault(name) is not { } fault ? [] : [$"{field}: {fault}"];

    public static IEnumerable<string> Audiences(string block, IReadOnlyList<string>? audiences) =>
        Count($"{block}.audiences", audiences?.Count, SpecLimits.Audiences);

    public static IEnumerable<string> Life(string block, long seconds) => seconds is >= MinTokenSeconds and <= 1L << 32
        ? []
        : [$"{block}.tokenExpirationSeconds: must be {MinTokenSeconds} or more"];

    public static IEnumerable<string> Count(string field, int? count, int most) =>
        Bounds.Count(field, count ?? 0, most, "leave out what is not needed").Select(static flaw => flaw.ToString());
}
