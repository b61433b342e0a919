//! Values of a `Condition`: whether they are of the operator's type and of the form that the key's values have.

mod private_ip;
mod sensitive;
mod text;

checks! { condition_value:
    invalid_condition_data_type,
    invalid_kms_key_value,
    invalid_region,
    invalid_service_principal_format,
    invalid_vpc_format,
    invalid_vpce_format,
    private_ip_address,
    private_not_ip_address,
    private_ip_address_subset,
    private_not_ip_address_subset,
    type_mismatch_boolean,
    type_mismatch_date,
    invalid_date_value,
    type_mismatch_number,
    type_mismatch_string,
    type_mismatch_ip_range,
    improve_ip_range,
    wildcard_usage_too_permissive,
    variable_usage_too_permissive,
    invalid_arn_value,
    invalid_account_value,
}
