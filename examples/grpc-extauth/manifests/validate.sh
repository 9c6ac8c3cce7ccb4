#!/usr/bin/env bash
# eg-api-gateway:a1ad367c13990dd9
