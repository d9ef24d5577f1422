using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Domain.Auths;

/// <summary>Access keys in a Secret.</summary>
public static class AwsSecret
{
    /// <summary>Key of the id.</summary>
    public const string Id = "access_key_id";

    /// <summary>Key of the key itself.</summary>
    public const string Secret = "secret_access_key";

    private const string SessionToken = "session_token";

    /// <summary>Reads the data of a Secret. White space around a value is no part of it.</summary>
    public static Outcome<AwsIdentity.Keys> Read(ObjectKey secret, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> data)
    {
        foreach (var key in new[] { Id, Secret })
        {
            if (Text(data, key).Length == 0)
            {
                return new Failure(FailureKind.Misconfigured, $"Secret {secret} has no key {key}, or it is empty");
            }
        }

        var odd = new[] { Id, Secret, SessionToken }.FirstOrDefault(key => !Text(data, key).All(static c => c is > ' ' and < '\x7f'));
        return odd is not null
            ? new Failure(FailureKind.Misconfigured, $"key {odd} of Secret {secret} holds characters that no key of AWS has")
            : new AwsIdentity.Keys(Text(data, Id), Text(data, Secret), Text(data, SessionToken));
    }

    private static string Text(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> data, string key) =>
        data.TryGetValue(key, out var value) ? Encoding.UTF8.GetString(value.Span).Trim() : "";
}
