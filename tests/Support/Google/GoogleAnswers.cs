using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Coffer.Tests.Support.Google;

/// <summary>Refusals in Google's own words, as its documentation and reports of users have them.</summary>
internal static class GoogleAnswers
{
    /// <summary>Another cluster, region or project than the token's, or one without workload identity.</summary>
    public static readonly GoogleAnswer NoSuchPool = Sts(
        "invalid_target",
        "The target service indicated by the \"audience\" parameters is invalid. This might either be because the pool or provider is "
        + "disabled or deleted or because it doesn't exist.");

    /// <summary>The cluster's keys do not fit the token's signature.</summary>
    public static readonly GoogleAnswer BadIssuer = Sts("invalid_grant", "Error connecting to the given credential's issuer.");

    /// <summary>An access token that is none.</summary>
    public static readonly GoogleAnswer NoCredentials = Api(
        401, "UNAUTHENTICATED",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication "
        + "credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.");

    /// <summary>The workload may not act for the service account.</summary>
    public static readonly GoogleAnswer NoRight = Api(
        403, "PERMISSION_DENIED", "Permission 'iam.serviceAccounts.getOpenIdToken' denied on resource (or it may not exist).",
        "IAM_PERMISSION_DENIED");

    /// <summary>A 404 of Google's front end.</summary>
    public static readonly GoogleAnswer NotFound = new(
        404, "text/html; charset=UTF-8", "<!DOCTYPE html><title>Error 404 (Not Found)!!1</title>");

    /// <summary>A metadata server that was not asked as it wants to be.</summary>
    public static readonly GoogleAnswer NoFlavor = new(
        403, "text/html; charset=UTF-8",
        "Your client does not have permission to get URL from this server. Missing Metadata-Flavor:Google header.");

    /// <summary>A token that has expired, or comes from a clock that is behind.</summary>
    public static GoogleAnswer Stale(long issuedAt) => Sts("invalid_grant", $"ID Token issued at {issuedAt} is stale to sign-in.");

    /// <summary>There is no such service account.</summary>
    public static GoogleAnswer NoAccount(string email) => Api(404, "NOT_FOUND", $"Not found; Gaia id not found for email {email}");

    /// <summary>The project has the API disabled.</summary>
    public static GoogleAnswer Disabled(string project) => Api(
        403, "PERMISSION_DENIED",
        $"IAM Service Account Credentials API has not been used in project {project} before or it is disabled. Enable it by visiting "
        + $"https://console.developers.google.com/apis/api/iamcredentials.googleapis.com/overview?project={project} then retry. If you "
        + "enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.",
        "SERVICE_DISABLED");

    /// <summary>A request that is not as documented.</summary>
    public static GoogleAnswer BadForm(string field) => Sts("invalid_request", $"Invalid value for \"{field}\".");

    /// <summary>A request that is not as documented.</summary>
    public static GoogleAnswer BadRequest(string what) =>
        Api(StatusCodes.Status400BadRequest, "INVALID_ARGUMENT", $"Invalid JSON payload received. {what}");

    public static GoogleAnswer Ok(string json) => new(StatusCodes.Status200OK, "application/json; charset=UTF-8", json);

    private static GoogleAnswer Sts(string error, string description) => new(
        StatusCodes.Status400BadRequest, "application/json; charset=UTF-8",
        new JsonObject { ["error"] = error, ["error_description"] = description }.ToJsonString());

    private static GoogleAnswer Api(int code, string status, string message, string? reason = null)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message, ["status"] = status };
        if (reason is not null)
        {
            error["details"] = new JsonArray(
                new JsonObject { ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo", ["reason"] = reason });
        }

        return new(code, "application/json; charset=UTF-8", new JsonObject { ["error"] = error }.ToJsonString());
    }
}
