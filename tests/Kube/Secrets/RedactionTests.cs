using System.Text;
using Coffer.Contracts;
using Coffer.Kube.Secrets;

namespace Coffer.Kube.Tests.Secrets;

public sealed class RedactionTests
{
    private const string Canary = "c4nary-value\n";

    [Theory]
    [InlineData("webhook says c4nary-value\n is weak")]
    [InlineData("webhook says \"c4nary-value\" is weak")]
    [InlineData("webhook says YzRuYXJ5LXZhbHVlCg== is weak")]
    [InlineData("webhook says YzRuYXJ5LXZhbHVlCg is weak")]
    [InlineData("cut within the value c4nary…")]
    public void Quoted_values_are_cut_out(string message)
    {
        var failure = Redaction.Redact(new Failure(FailureKind.Invalid, message), [Encoding.UTF8.GetBytes(Canary)]);

        Assert.DoesNotContain("c4nary", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("YzRuYXJ5", failure.Message, StringComparison.Ordinal);
        Assert.Contains("***", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rest_of_the_message_stays()
    {
        var failure = Redaction.Redact(new Failure(FailureKind.Invalid, "data[tls.crt]: Required value"), [Encoding.UTF8.GetBytes(Canary), default]);

        Assert.Equal("data[tls.crt]: Required value", failure.Message);
    }
}
