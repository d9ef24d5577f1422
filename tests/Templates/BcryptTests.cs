using Coffer.Templates.Vectors;

namespace Coffer.Templates.Tests;

/// <summary>The published test vectors of crypt_blowfish; what verifies the recorded property vectors is the same code.</summary>
public sealed class BcryptTests
{
    [Theory]
    [InlineData("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK")]
    [InlineData("U*U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a")]
    public void Known_hashes_verify(string password, string hash) => Assert.True(BcryptCheck.Verifies(hash, password));

    [Fact]
    public void Another_password_does_not_verify() =>
        Assert.False(BcryptCheck.Verifies("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*V"));
}
