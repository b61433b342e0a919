//! What Organizations asks of resource control policies, and what keeps them from locking AWS services out.

mod keys;

checks! { rcp:
    rcp_syntax_error_action,
    rcp_syntax_error_allow,
    rcp_syntax_error_notaction,
    rcp_syntax_error_principal,
    rcp_missing_related_principal_condition_key,
    rcp_missing_related_service_principal_condition_key,
    rcp_missing_service_condition_key_null_check,
}
