using System.Text;

namespace Coffer.Templates.Tests;

/// <summary>Weighs the whole process, so nothing else may run in it meanwhile.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RetainedMemoryTests
{
    private const string Name = "retained memory";

    [Theory, MemberData(nameof(ParseLimitTests.Bombs), MemberType = typeof(ParseLimitTests))]
    public void The_estimate_of_what_a_set_takes_is_not_far_from_the_truth(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 2000));
        var sets = new List<TemplateSet>();
        Parse();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var count = 0; count < 20; count++)
        {
            Parse();
        }

        var real = (GC.GetTotalMemory(forceFullCollection: true) - before) / 20d;
        Assert.InRange(real, sets[0].EstimatedBytes / 8d, sets[0].EstimatedBytes * 1.5);

        void Parse() => sets.Add(TemplateSet.Parse([new TemplateSource("main", new StringBuilder(text).ToString())]));
    }
}
