namespace Coffer.Kube.Tests;

public sealed class OperatorNamespaceTests
{
    [Theory]
    [InlineData("option", " pod \n", "env", "option")]
    [InlineData(null, " pod \n", "env", "pod")]
    [InlineData(null, null, "env", "env")]
    [InlineData(null, "", "env", "env")]
    [InlineData(null, null, null, "default")]
    public void The_first_that_is_there_wins(string? option, string? file, string? variable, string expected)
    {
        Assert.Equal(expected, OperatorNamespace.Resolve(option, _ => file, name => name == "OPERATOR_NAMESPACE" ? variable : null).Value);
    }
}
