namespace Coffer.Contracts.Resources;

/// <summary>The closed sets of values that the schema allows.</summary>
public static class FieldValues
{
    /// <summary>KV engine without versions.</summary>
    public const string KvV1 = "kv-v1";

    /// <summary>KV engine with versions.</summary>
    public const string KvV2 = "kv-v2";

    /// <summary>Auth method: a ServiceAccount's token, checked by Vault at the Kubernetes API.</summary>
    public const string Kubernetes = "kubernetes";

    /// <summary>Auth method: any JWT.</summary>
    public const string Jwt = "jwt";

    /// <summary>Auth method: AppRole.</summary>
    public const string AppRole = "appRole";

    /// <summary>Auth method: AWS IAM.</summary>
    public const string Aws = "aws";

    /// <summary>Auth method: Google Cloud.</summary>
    public const string Gcp = "gcp";

    /// <summary>Auth method of Coffer's own: a client certificate.</summary>
    public const string Cert = "cert";

    /// <summary>Auth method of Coffer's own: a token that is there already.</summary>
    public const string Token = "token";

    /// <summary>Merge strategy: both, the nearer one wins.</summary>
    public const string Union = "union";

    /// <summary>Merge strategy: the first that is not empty.</summary>
    public const string Replace = "replace";

    /// <summary>Merge strategy: the object's own alone.</summary>
    public const string None = "none";

    /// <summary>HTTP method of a read.</summary>
    public const string Get = "GET";

    /// <summary>HTTP method of a write.</summary>
    public const string Post = "POST";

    /// <summary>HTTP method of a write.</summary>
    public const string Put = "PUT";

    /// <summary>Restart target.</summary>
    public const string Deployment = "Deployment";

    /// <summary>Restart target.</summary>
    public const string DaemonSet = "DaemonSet";

    /// <summary>Restart target.</summary>
    public const string StatefulSet = "StatefulSet";

    /// <summary>Restart target: a Rollout of Argo Rollouts.</summary>
    public const string ArgoRollout = "argo.Rollout";

    /// <summary>Condition status.</summary>
    public const string True = "True";

    /// <summary>Condition status.</summary>
    public const string False = "False";

    /// <summary>Condition status.</summary>
    public const string Unknown = "Unknown";
}
