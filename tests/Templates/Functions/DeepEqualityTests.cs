namespace Coffer.Templates.Tests.Functions;

/// <summary>Deep equality, by the rules in the documentation of Go's <c>reflect.DeepEqual</c>.</summary>
public sealed class DeepEqualityTests
{
    [Theory]
    [InlineData("(list 1 (dict \"a\" 2)) (list 1 (dict \"a\" 2))", true)]
    [InlineData("(list 1) (list (int64 1))", false)]
    [InlineData("(list) (rest (list))", false)]
    [InlineData("(dict) .Labels", false)]
    [InlineData("(float64 \"NaN\") (float64 \"NaN\")", false)]
    [InlineData("(semver \"v1.0.0\") (semver \"v1.0.0\")", true)]
    [InlineData("(semver \"v1.0.0\") (semver \"1.0.0\")", false)]
    [InlineData("(mustToDate \"-0700\" \"+0530\") (mustToDate \"-0700\" \"+0530\")", true)]
    [InlineData("(mustToDate \"Z0700\" \"Z\") (mustToDate \"Z0700\" \"+0000\")", false)]
    public void Values_are_equal_when_all_in_them_is(string arguments, bool areEqual) =>
        Assert.Equal(areEqual ? "true" : "false", Rendering.Of($"{{{{ deepEqual {arguments} }}}}"));
}
