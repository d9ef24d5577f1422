using Coffer.Templates.Vectors;

namespace Coffer.Templates.Tests.Vectors;

/// <summary>Results of Go's original, each a test.</summary>
public sealed class VectorTests
{
    private static readonly IReadOnlyDictionary<string, Vector> Given = Read("vectors.jsonl");

    /// <summary>
    /// Random formats, literals, programs, calls of every function and mutated vectors, as a real Go 1.19 with Sprig 3.2.3 answered,
    /// without what later versions changed. For those whose names begin with S the template package and the libraries that Sprig calls had
    /// been brought up to the vectors' versions, as far as all given vectors came out the same.
    /// </summary>
    private static readonly IReadOnlyDictionary<string, Vector> Recorded = Read("recorded.jsonl");

    public static TheoryData<string> GivenIds => [.. Given.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string> RecordedIds => [.. Recorded.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(GivenIds))]
    public void Renders_as_given(string id) => Assert.Null(VectorRunner.Check(Given[id]));

    [Theory]
    [MemberData(nameof(RecordedIds))]
    public void Renders_as_recorded(string id) => Assert.Null(VectorRunner.Check(Recorded[id]));

    private static Dictionary<string, Vector> Read(string file) =>
        Vector.Read(Path.Combine(AppContext.BaseDirectory, "Vectors", file)).ToDictionary(vector => vector.Id);
}
