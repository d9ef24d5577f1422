using System.Text;
using Coffer.Cloud.Aws;
using Xunit;

namespace Coffer.Cloud.Tests.Aws;

/// <summary>Vectors of Amazon's own test suite for Signature Version 4, as published (aws-sig-v4-test-suite).</summary>
public sealed class SignatureTests
{
    private const string Token =
        "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi"
        + "/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPk"
        + "UL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private static readonly SigningKeys Keys = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "");

    public static TheoryData<string, string, string, string, string> Vectors => new()
    {
        { "post-vanilla", "", "", "host;x-amz-date", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b" },
        {
            "post-header-key-sort", "My-Header1: value1", "", "host;my-header1;x-amz-date",
            "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"
        },
        {
            "post-header-value-case", "My-Header1: VALUE1", "", "host;my-header1;x-amz-date",
            "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"
        },
        {
            "post-sts-header-before", $"X-Amz-Security-Token: {Token}", "", "host;x-amz-date;x-amz-security-token",
            "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"
        },
        {
            "post-x-www-form-urlencoded", "Content-Type: application/x-www-form-urlencoded", "Param1=value1",
            "content-type;host;x-amz-date", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
        },
        {
            "post-x-www-form-urlencoded-parameters", "Content-Type: application/x-www-form-urlencoded; charset=utf8", "Param1=value1",
            "content-type;host;x-amz-date", "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_published_vectors_come_out(string name, string header, string body, string names, string signature)
    {
        var headers = new Dictionary<string, string> { ["Host"] = "example.amazonaws.com", ["X-Amz-Date"] = "20150830T123600Z" };
        if (header.Length > 0)
        {
            headers[header.Split(": ")[0]] = header.Split(": ")[1];
        }

        var made = Signature.Of(Keys, "us-east-1", "service", headers, Encoding.UTF8.GetBytes(body));

        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
            + $"SignedHeaders={names}, Signature={signature}",
            made.Authorization);
        Assert.Equal("***", made.ToString());
        Assert.NotEmpty(name);
    }

    [Fact]
    public void A_moment_is_told_in_UTC() => Assert.Equal(
        "20150830T123600Z", Signature.Stamp(new DateTimeOffset(2015, 8, 30, 14, 36, 0, TimeSpan.FromHours(2))));
}
