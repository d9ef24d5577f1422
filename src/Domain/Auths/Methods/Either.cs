namespace Coffer.Domain.Auths.Methods;

/// <summary>The nearer of two values that is given.</summary>
internal static class Either
{
    /// <summary>
    /// The schema's default of <c>tokenExpirationSeconds</c>. The API server fills it in where a block leaves it out, so it does not count
    /// as given.
    /// </summary>
    private const long DefaultTokenSeconds = 600;

    public static string? Text(string? own, string? other) => string.IsNullOrEmpty(own) ? other : own;

    public static IReadOnlyList<string>? List(IReadOnlyList<string>? own, IReadOnlyList<string>? other) =>
        own is { Count: > 0 } ? own : other;

    public static long TokenSeconds(long own, long other) => own is 0 or DefaultTokenSeconds ? other : own;
}
