using System.Text;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Storage;
using Coffer.Embedded.Kubernetes.Tokens;
using Coffer.Embedded.Kubernetes.Writing;

namespace Coffer.Embedded.Kubernetes.Controllers;

/// <summary>The token controller: Secrets of type kubernetes.io/service-account-token are filled, and go with their account.</summary>
internal sealed class AccountTokenController(
    ObjectStore store, ResourceDefinition secrets, ObjectWriter writer, ObjectDeleter deleter, ServiceAccountTokens tokens,
    Func<string> authority)
{
    private const string AccountName = "kubernetes.io/service-account.name";
    private const string AccountUid = "kubernetes.io/service-account.uid";

    public void Handle(ObjectTable table, Change change)
    {
        if (table.Name == secrets.TableName && change.Current.Header.IsAccountToken && !change.IsDeletion)
        {
            Settle(change.Current.Key);
        }
        else if (table.Name == "serviceaccounts" && change.IsDeletion)
        {
            var ns = change.Current.Header.Namespace;
            foreach (var secret in store.Table(secrets.TableName).Sorted
                .Where(value => value.Header.IsAccountToken && value.Header.Namespace == ns))
            {
                Settle(secret.Key);
            }
        }
    }

    private void Settle(string key)
    {
        if (store.Table(secrets.TableName).Find(key) is not { Header.IsDeleting: false } secret)
        {
            return;
        }

        var (header, value) = (secret.Header, secret.ToJson());
        var annotations = value.Metadata().Object("annotations");
        var account = store.Table("serviceaccounts").Find($"{header.Namespace}/{annotations.Text(AccountName)}");
        if (account is null || (annotations.Text(AccountUid) is { Length: > 0 } uid && uid != account.Header.Uid))
        {
            deleter.Delete(secrets, key, header.Name, new DeleteOptions(header.Uid));
        }
        else if (!JsonNode.DeepEquals(value, Filled(value.Copy(), account, token: "")))
        {
            var token = tokens.IssueForever(account, header.Name);
            writer.Update(new WriteContext(secrets, header.Namespace, header.Name), current => Filled(current, account, token));
        }
    }

    /// <summary>A token that is there is kept, and so is what else there is.</summary>
    private JsonObject Filled(JsonObject secret, StoredObject account, string token)
    {
        if (secret.Object("data") is not { } data)
        {
            secret["data"] = data = [];
        }

        data["ca.crt"] = Base64(authority());
        data["namespace"] = Base64(account.Header.Namespace!);
        if (string.IsNullOrEmpty(data.Text("token")))
        {
            data["token"] = Base64(token);
        }

        var metadata = secret.Metadata();
        if (metadata.Object("annotations") is not { } annotations)
        {
            metadata["annotations"] = annotations = [];
        }

        annotations[AccountUid] = account.Header.Uid;
        return secret;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
