using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Crypto;

/// <summary>Checksums, and hashes of passwords with a random salt: those yield something else each time.</summary>
internal static class HashFunctions
{
    private const int Cost = 10;

    /// <summary>What a hash of that cost is worth in steps: it takes about as long.</summary>
    private const int StepsOfBcrypt = 250_000;

    public static IEnumerable<Function> All =>
    [
        Mapping("sha1sum", text => Hex(Sha1(ByteText.ToBytes(text)))),
        Mapping("sha256sum", text => Hex(SHA256.HashData(ByteText.ToBytes(text)))),
        Mapping("sha512sum", text => Hex(SHA512.HashData(ByteText.ToBytes(text)))),
        Mapping("adler32sum", text => Adler32.Sum(text).ToString(CultureInfo.InvariantCulture)),
        new("bcrypt", [T.String], T.String, args => StringValue.Of(Bcrypted(args.Text(0), args.Budget))),
        new("htpasswd", [T.String, T.String], T.String, HtPasswd),
    ];

    private static Function Mapping(string name, Func<string, string> map) => new(name, [T.String], T.String, args =>
    {
        args.Budget.Reserve(args.Text(0).Length);
        return StringValue.Of(map(args.Text(0)));
    });

    [SuppressMessage("Security", "CA5350", Justification = "Templates ask for this checksum by name; nothing here relies on it.")]
    private static byte[] Sha1(byte[] content) => SHA1.HashData(content);

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    private static StringValue HtPasswd(Arguments args)
    {
        var (name, password) = (args.Text(0), args.Text(1));
        return StringValue.Of(
            name.Contains(':', StringComparison.Ordinal) ? "invalid username: " + name : $"{name}:{Bcrypted(password, args.Budget)}");
    }

    private static string Bcrypted(string password, Budget budget)
    {
        budget.Spend(StepsOfBcrypt);
        Span<byte> salt = stackalloc byte[Bcrypt.SaltBytes];
        budget.Random.GetBytes(salt);
        try
        {
            return Bcrypt.Hash(ByteText.ToBytes(password), salt, Cost);
        }
        catch (FunctionError error)
        {
            return "failed to encrypt string with bcrypt: " + error.Message;
        }
    }
}
