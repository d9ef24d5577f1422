using System.Xml;
using System.Xml.Linq;
using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Cloud.Aws;

/// <summary>Amazon's Security Token Service: keys of a role for a token that the role trusts.</summary>
internal sealed class StsClient(AwsHttp http)
{
    // The shortest that there is: they sign one request.
    private const string KeySeconds = "900";

    /// <summary>AssumeRoleWithWebIdentity, which needs no keys.</summary>
    public async Task<Outcome<SigningKeys>> AssumeAsync(
        AwsIdentity.WebIdentity identity, string region, AwsSettings settings, CancellationToken cancellation)
    {
        var call = new AwsCall("STS", HttpMethod.Post, settings.StsEndpoint ?? new Uri($"https://{StsHosts.Regional(region)}/"))
        {
            ChosenIn = settings.StsEndpoint is null ? null : settings.Namespace,
            Secrets = [identity.Token],
            Form = new Dictionary<string, string>
            {
                ["Action"] = "AssumeRoleWithWebIdentity",
                ["Version"] = "2011-06-15",
                ["RoleArn"] = identity.RoleArn,
                ["RoleSessionName"] = settings.SessionName,
                ["DurationSeconds"] = KeySeconds,
                ["WebIdentityToken"] = identity.Token,
            },
        };
        var sent = await http.SendAsync(call, cancellation);
        return sent.TryGet(out var answer, out var failure) ? Read(call, answer) : failure;
    }

    private static Outcome<SigningKeys> Read(AwsCall call, AwsAnswer answer)
    {
        var root = Parse(answer.Body);
        if (!answer.IsSuccess)
        {
            return root is not null && Text(root, "Code") is { Length: > 0 } code
                ? AwsErrors.Refused(call, answer, code, Text(root, "Message") ?? "")
                : AwsErrors.Unreadable(call, answer, answer.Status is >= 300 and < 400
                    ? "a redirect, which is not followed"
                    : "the answer is not that of STS");
        }

        return root is not null
            && SigningKeys.Of(Text(root, "AccessKeyId"), Text(root, "SecretAccessKey"), Text(root, "SessionToken"))
                is { SessionToken.Length: > 0 } keys
            ? keys
            : AwsErrors.Unreadable(call, answer, "the answer holds no keys of a session");
    }

    /// <summary>Of an element that there is once in an answer, wherever it is.</summary>
    private static string? Text(XElement root, string name) =>
        root.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();

    private static XElement? Parse(ReadOnlyMemory<byte> body)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray(), writable: false), settings);
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
