using System.Text;
using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Crypto;

namespace Coffer.Templates.Tests.Functions;

/// <summary>
/// The hash function bcrypt. The first four hashes are the published test vectors of Openwall's crypt_blowfish, the
/// last was made by libxcrypt.
/// </summary>
public sealed class BcryptTests
{
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    [Theory]
    [InlineData("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK")]
    [InlineData("U*U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a")]
    [InlineData("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
        "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui")]
    [InlineData("secret", "$2a$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW")]
    public void A_hash_is_the_published_one(string password, string hash) =>
        Assert.Equal(hash, Bcrypt.Hash(Encoding.ASCII.GetBytes(password), Salt(hash), int.Parse(hash[4..6], null)));

    [Fact]
    public void A_password_of_more_than_72_bytes_is_refused() =>
        Assert.Equal("bcrypt: password length exceeds 72 bytes",
            Assert.Throws<FunctionError>(() => Bcrypt.Hash(new byte[73], new byte[16], 4)).Message);

    private static byte[] Salt(string hash)
    {
        var bits = string.Concat(hash[7..29].Select(letter => Convert.ToString(Alphabet.IndexOf(letter), 2).PadLeft(6, '0')));
        return [.. Enumerable.Range(0, Bcrypt.SaltBytes).Select(index => Convert.ToByte(bits.Substring(index * 8, 8), 2))];
    }
}
