using System.Security.Cryptography;
using Coffer.Templates.Calls;
using Coffer.Templates.Functions;
using Coffer.Templates.Values;

namespace Coffer.Templates.Tests.Functions;

/// <summary>Random functions draw from the source of the rendering alone.</summary>
public sealed class RandomTests
{
    [Fact]
    public void A_password_hash_has_the_salt_that_was_drawn() =>
        Assert.StartsWith(
            "$2a$10$......................", ((StringValue)Call("bcrypt", StringValue.Of("x"))!).Text, StringComparison.Ordinal);

    [Fact]
    public void A_number_is_the_first_one_when_zero_is_drawn() =>
        Assert.Equal(-5, ((IntValue)Call("randInt", IntValue.Int(-5), IntValue.Int(7))!).Number);

    [Fact]
    public void A_text_is_shuffled_by_what_was_drawn() =>
        Assert.Equal("bcda", ((StringValue)Call("shuffle", StringValue.Of("abcd"))!).Text);

    private static Value? Call(string name, params Value?[] arguments)
    {
        using var zeros = new Zeros();
        return FunctionSet.ByName[name].Body(
            new Arguments(arguments, arguments.Length, new Budget(TemplateLimits.Default, TimeProvider.System) { Random = zeros }));
    }

    private sealed class Zeros : RandomNumberGenerator
    {
        public override void GetBytes(byte[] data) => Array.Clear(data);
    }
}
