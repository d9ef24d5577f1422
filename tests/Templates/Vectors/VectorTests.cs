using Coffer.Templates.Vectors;

namespace Coffer.Templates.Tests.Vectors;

/// <summary>The recorded results of Go's original, each a test.</summary>
public sealed class VectorTests
{
    private static readonly IReadOnlyDictionary<string, Vector> Recorded =
        Vector.Read(Path.Combine(AppContext.BaseDirectory, "Vectors", "vectors.jsonl")).ToDictionary(vector => vector.Id);

    public static TheoryData<string> Ids => [.. Recorded.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Renders_as_recorded(string id) => Assert.Null(VectorRunner.Check(Recorded[id]));
}
