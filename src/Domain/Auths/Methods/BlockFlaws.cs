using Coffer.Contracts.Resources;
using Coffer.Domain.Limits;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Auths.Methods;

/// <summary>Checks that the blocks of several methods share.</summary>
internal static class BlockFlaws
{
    private const long MinTokenSeconds = 600;

    public static IEnumerable<SpecError> Need(string field, string? value) =>
        SpecError.Unless(!string.IsNullOrEmpty(value), field, "is missing");

    /// <summary>A name of an object, where one is given.</summary>
    public static IEnumerable<SpecError> Named(string field, string? name) =>
        string.IsNullOrEmpty(name) || KubeNames.Fault(name) is not { } fault ? [] : [new SpecError(field, fault)];

    public static IEnumerable<SpecError> Audiences(string block, IReadOnlyList<string>? audiences) =>
        Count($"{block}.audiences", audiences?.Count, SpecLimits.Audiences);

    public static IEnumerable<SpecError> Life(string block, long seconds) => SpecError.Unless(
        seconds is >= MinTokenSeconds and <= 1L << 32, $"{block}.tokenExpirationSeconds", $"must be {MinTokenSeconds} or more");

    public static IEnumerable<SpecError> Count(string field, int? count, int most) =>
        Bounds.Count(field, count ?? 0, most, "leave out what is not needed");

    /// <summary>A path of a mount, where one is given.</summary>
    public static IEnumerable<SpecError> Mount(string field, string? mount) =>
    [
        .. SpecError.Unless(!(mount ?? "").Split('/').Any(part => part is "." or ".."), field, "must not hold '.' or '..'"),
        .. Bounds.Length(field, mount, SpecLimits.PathLength),
    ];
}
