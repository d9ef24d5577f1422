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

    [Theory]
    [InlineData("""{"auths":{"r.example":{"username":"robot","password":"wi\"nter-7"}}}""",
        "denied: password wi\\\"nter-7 of robot is weak", "nter-7")]
    [InlineData("""{"auths":{"r.example":{"username":"robot","password":"winter-7"}}}""", "denied: base64 d2ludGVyLTc is weak", "d2lu")]
    [InlineData("-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n-----END KEY-----\n", "denied: MIIEvQIBADANBgkqhkiG9w0B is no key", "MIIE")]
    [InlineData("two\nlines", "denied: \"two\\nlines\" is weak", "lines")]
    [InlineData("xyz", "denied: \"xyz\" is too short", "xyz")]
    [InlineData("q", "admission webhook \"w\" denied the request: invalid character 'q' after top-level value", "'q'")]
    [InlineData("q7", "admission webhook \"w\" denied the request: strconv.Atoi: parsing \"q7\": invalid syntax", "q7")]
    public void What_a_value_is_made_of_is_cut_out_too(string value, string message, string part)
    {
        var redacted = Redaction.Redact(new Failure(FailureKind.Invalid, message), [Encoding.UTF8.GetBytes(value)]).Message;

        Assert.DoesNotContain(part, redacted, StringComparison.Ordinal);
        Assert.Contains("denied", redacted, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rest_of_the_message_stays()
    {
        var failure = Redaction.Redact(
            new Failure(FailureKind.Invalid, "data[tls.crt]: Required value"), [Encoding.UTF8.GetBytes(Canary), default]);

        Assert.Equal("data[tls.crt]: Required value", failure.Message);
    }
}
