using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Encoding;

namespace Coffer.Templates.Tests.Functions;

/// <summary>Base32 and base64; the pairs are the test vectors of RFC 4648.</summary>
public sealed class EncodingTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("f", "Zg==", "MY======")]
    [InlineData("fo", "Zm8=", "MZXQ====")]
    [InlineData("foo", "Zm9v", "MZXW6===")]
    [InlineData("foob", "Zm9vYg==", "MZXW6YQ=")]
    [InlineData("fooba", "Zm9vYmE=", "MZXW6YTB")]
    [InlineData("foobar", "Zm9vYmFy", "MZXW6YTBOI======")]
    public void Both_encodings_go_both_ways(string text, string base64, string base32)
    {
        Assert.Equal((base64, base32), (Base64Text.Encode(text), Base32Text.Encode(text)));
        Assert.Equal((text, text), (Base64Text.Decode(base64), Base32Text.Decode(base32)));
    }

    /// <summary>From the tests of Go's encoding/base64.</summary>
    [Theory]
    [InlineData("!!!!", 0)]
    [InlineData("====", 0)]
    [InlineData("x===", 1)]
    [InlineData("=AAA", 0)]
    [InlineData("A=AA", 1)]
    [InlineData("AA=A", 2)]
    [InlineData("AA==A", 4)]
    [InlineData("AAA=AAAA", 4)]
    [InlineData("AAAAA", 4)]
    [InlineData("AAAAAA", 4)]
    [InlineData("A=", 1)]
    [InlineData("AA=", 3)]
    [InlineData("AAAAAA=", 7)]
    public void Corrupt_base64_is_reported_where_Go_does(string text, int position) =>
        Assert.Equal($"illegal base64 data at input byte {position}", Assert.Throws<FunctionError>(() => Base64Text.Decode(text)).Message);

    /// <summary>From the tests of Go's encoding/base32.</summary>
    [Theory]
    [InlineData("!!!!", 0)]
    [InlineData("x===", 0)]
    [InlineData("AA=A====", 2)]
    [InlineData("AAA=AAAA", 3)]
    [InlineData("AAAAAAAAA", 8)]
    [InlineData("AAAAAAAAAAAAAAAAA", 16)]
    [InlineData("AAAAAA=", 7)]
    [InlineData("A=======", 1)]
    [InlineData("AA=", 3)]
    [InlineData("AAA====", 7)]
    [InlineData("AAAAA==", 7)]
    public void Corrupt_base32_is_reported_where_Go_does(string text, int position) =>
        Assert.Equal($"illegal base32 data at input byte {position}", Assert.Throws<FunctionError>(() => Base32Text.Decode(text)).Message);
}
